package graph

import "fmt"

// OneHotOptions are the attributes of ONE_HOT
// (schema.fbs, table OneHotOptions).
type OneHotOptions struct {
	Axis int32
}

// inferOneHot takes indices, a constant depth, and the values for on and off.
func inferOneHot(n *node) error {
	if err := n.arity(4, 4, 1); err != nil {
		return err
	}
	in := n.shape(0)
	a := int(n.op.Options.(*OneHotOptions).Axis)
	if a == -1 {
		a = len(in)
	}
	if a < 0 || a > len(in) {
		return fmt.Errorf("axis %d for indices of shape %v", a, in)
	}
	depth, err := n.ints(1)
	if err != nil {
		return err
	}
	if len(depth) != 1 || depth[0] < 0 || n.in(1).Type != Int32 {
		return fmt.Errorf("depth is %v of %v, wants one int32", depth, n.in(1).Type)
	}
	for i := 2; i < 4; i++ {
		if Elems(n.shape(i)) != 1 {
			return fmt.Errorf("input %d has shape %v, wants one element", i, n.shape(i))
		}
	}
	n.set(0, with(in, a, depth[0])...)
	return nil
}
