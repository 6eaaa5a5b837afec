package graph

import "fmt"

// inferUnsortedSegment takes a tensor, constant segments of the slices behind its first
// dimensions (negative: none), and the constant number of segments.
func inferUnsortedSegment(n *node) error {
	if err := n.arity(3, 3, 1); err != nil {
		return err
	}
	ids, err := n.ints(1)
	if err != nil {
		return err
	}
	count, err := n.smallInt(2)
	if err != nil {
		return err
	}
	in, at := n.shape(0), n.shape(1)
	if len(at) > len(in) || !equalShapes(at, in[:len(at)]) || len(n.shape(2)) > 1 {
		return fmt.Errorf("segments %v of shape %v", at, in)
	}
	for _, id := range ids {
		if id >= count {
			return fmt.Errorf("segment %d of %d", id, count)
		}
	}
	n.set(0, append([]int{count}, in[len(at):]...)...)
	return nil
}
