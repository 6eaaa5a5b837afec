package graph

import "fmt"

// inferBroadcastTo takes a tensor and the constant shape to repeat it to.
func inferBroadcastTo(n *node) error {
	if err := n.arity(2, 2, 1); err != nil {
		return err
	}
	want, err := n.ints(1)
	if err != nil {
		return err
	}
	in := n.shape(0)
	off := len(want) - len(in)
	if len(n.shape(1)) != 1 || off < 0 {
		return fmt.Errorf("shape %v does not broadcast to %v", in, want)
	}
	for i, d := range in {
		if d != 1 && d != want[off+i] {
			return fmt.Errorf("shape %v does not broadcast to %v", in, want)
		}
	}
	n.set(0, want...)
	return nil
}
