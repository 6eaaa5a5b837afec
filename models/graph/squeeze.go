package graph

import "fmt"

// SqueezeOptions are the attributes of SQUEEZE
// (schema.fbs, table SqueezeOptions).
type SqueezeOptions struct {
	SqueezeDims []int32
}

func inferSqueeze(n *node) error {
	if err := n.arity(1, 1, 1); err != nil {
		return err
	}
	in := n.shape(0)
	dims := n.op.Options.(*SqueezeOptions).SqueezeDims
	drop := make([]bool, len(in))
	for i, d := range in {
		drop[i] = len(dims) == 0 && d == 1
	}
	for _, d := range dims {
		a, err := axis(int(d), len(in))
		if err != nil {
			return err
		}
		if in[a] != 1 {
			return fmt.Errorf("dimension %d of shape %v is not 1", a, in)
		}
		drop[a] = true
	}
	out := []int{}
	for i, d := range in {
		if !drop[i] {
			out = append(out, d)
		}
	}
	n.set(0, out...)
	return nil
}
