package graph

import "fmt"

// SplitOptions are the attributes of SPLIT
// (schema.fbs, table SplitOptions).
type SplitOptions struct {
	NumSplits int32
}

// inferSplit takes an axis, a constant, and the tensor to split into equal parts.
func inferSplit(n *node) error {
	parts := int(n.op.Options.(*SplitOptions).NumSplits)
	if err := n.arity(2, 2, parts); err != nil {
		return err
	}
	in := n.shape(1)
	a, err := n.constAxis(0, len(in))
	if err != nil {
		return err
	}
	if parts == 0 || in[a]%parts != 0 {
		return fmt.Errorf("axis %d of shape %v does not fall into %d parts", a, in, parts)
	}
	for i := range parts {
		n.set(i, replaced(in, a, in[a]/parts)...)
	}
	return nil
}

// replaced returns a copy of a shape whose dimension i has size d.
func replaced(shape []int, i, d int) []int {
	out := append([]int(nil), shape...)
	out[i] = d
	return out
}
