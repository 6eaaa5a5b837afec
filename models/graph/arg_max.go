package graph

import "fmt"

// ArgMaxOptions are the attributes of ARG_MAX
// (schema.fbs, table ArgMaxOptions).
type ArgMaxOptions struct {
	OutputType DType
}

func inferArgMax(n *node) error {
	return n.argExtreme(n.op.Options.(*ArgMaxOptions).OutputType)
}

// argExtreme is the rule of ARG_MAX and ARG_MIN: the output lacks the axis, a constant.
func (n *node) argExtreme(want DType) error {
	if err := n.arity(2, 2, 1); err != nil {
		return err
	}
	if t := n.out(0).Type; t != want || t != Int32 && t != Int64 {
		return fmt.Errorf("output is %v, the attribute says %v, wants int32 or int64", t, want)
	}
	in := n.shape(0)
	a, err := n.constAxis(1, len(in))
	if err != nil {
		return err
	}
	if in[a] == 0 {
		return fmt.Errorf("axis %d of shape %v is empty", a, in)
	}
	n.set(0, without(in, a)...)
	return nil
}

// constAxis returns the axis in constant input i of one element.
func (n *node) constAxis(i, rank int) (int, error) {
	v, err := n.ints(i)
	if err != nil {
		return 0, err
	}
	if len(v) != 1 {
		return 0, fmt.Errorf("axis has %d elements, wants 1", len(v))
	}
	return axis(v[0], rank)
}

// without returns a copy of a shape that lacks dimension i.
func without(shape []int, i int) []int {
	return append(append([]int{}, shape[:i]...), shape[i+1:]...)
}

// with returns a copy of a shape with a dimension of size d put at index i.
func with(shape []int, i, d int) []int {
	return append(append(append([]int{}, shape[:i]...), d), shape[i:]...)
}
