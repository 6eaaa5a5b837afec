package graph

import "fmt"

// PackOptions are the attributes of PACK
// (schema.fbs, table PackOptions).
type PackOptions struct {
	ValuesCount int32
	Axis        int32
}

func inferPack(n *node) error {
	o := n.op.Options.(*PackOptions)
	count := len(n.op.Inputs)
	if err := n.arity(count, -1, 1); err != nil {
		return err
	}
	if count == 0 || count != int(o.ValuesCount) {
		return fmt.Errorf("has %d inputs, values_count says %d", count, o.ValuesCount)
	}
	in := n.shape(0)
	a, err := axis(int(o.Axis), len(in)+1)
	if err != nil {
		return err
	}
	for i := range count {
		if s := n.shape(i); !equalShapes(in, s) {
			return fmt.Errorf("inputs have shapes %v and %v", in, s)
		}
	}
	n.set(0, with(in, a, count)...)
	return nil
}
