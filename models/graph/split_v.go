package graph

import "fmt"

// SplitVOptions are the attributes of SPLIT_V
// (schema.fbs, table SplitVOptions).
type SplitVOptions struct {
	NumSplits int32
}

// inferSplitV takes the tensor to split, the constant sizes of the parts, of which one may
// be -1 for the rest, and an axis, a constant.
func inferSplitV(n *node) error {
	parts := int(n.op.Options.(*SplitVOptions).NumSplits)
	if err := n.arity(3, 3, parts); err != nil {
		return err
	}
	sizes, err := n.ints(1)
	if err != nil {
		return err
	}
	in := n.shape(0)
	a, err := n.constAxis(2, len(in))
	if err != nil {
		return err
	}
	if len(sizes) != parts || len(n.shape(1)) != 1 {
		return fmt.Errorf("%d sizes for %d outputs", len(sizes), parts)
	}
	left, free := in[a], -1
	for i, s := range sizes {
		switch {
		case s == -1 && free < 0:
			free = i
		case s < 0 || s > left:
			return fmt.Errorf("sizes %v of axis %d of shape %v", sizes, a, in)
		default:
			left -= s
		}
	}
	if free < 0 && left != 0 {
		return fmt.Errorf("sizes %v do not add up to %d", sizes, in[a])
	}
	for i, s := range sizes {
		if i == free {
			s = left
		}
		n.set(i, replaced(in, a, s)...)
	}
	return nil
}
