package graph

import "fmt"

// inferSegmentSum takes a tensor and, constant and ascending from 0 without gaps, the
// segment of each of its rows.
func inferSegmentSum(n *node) error {
	if err := n.arity(2, 2, 1); err != nil {
		return err
	}
	ids, err := n.ints(1)
	if err != nil {
		return err
	}
	in := n.shape(0)
	if len(in) == 0 || !equalShapes(n.shape(1), in[:1]) || len(ids) != in[0] {
		return fmt.Errorf("segments %v of shape %v", n.shape(1), in)
	}
	last := -1
	for i, id := range ids {
		if id != last && id != last+1 || i == 0 && id != 0 {
			return fmt.Errorf("segment %d follows segment %d", id, last)
		}
		last = id
	}
	n.set(0, replaced(in, 0, last+1)...)
	return nil
}
