package graph

import "fmt"

// UnpackOptions are the attributes of UNPACK
// (schema.fbs, table UnpackOptions).
type UnpackOptions struct {
	Num  int32
	Axis int32
}

func inferUnpack(n *node) error {
	o := n.op.Options.(*UnpackOptions)
	if err := n.arity(1, 1, int(o.Num)); err != nil {
		return err
	}
	in := n.shape(0)
	a, err := axis(int(o.Axis), len(in))
	if err != nil {
		return err
	}
	if in[a] != len(n.op.Outputs) {
		return fmt.Errorf("axis %d of shape %v makes %d outputs, has %d", a, in, in[a], len(n.op.Outputs))
	}
	for i := range n.op.Outputs {
		n.set(i, without(in, a)...)
	}
	return nil
}
