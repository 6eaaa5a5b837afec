package graph

import (
	"fmt"
	"slices"
)

// inferPrelu takes a tensor and an alpha that broadcasts to its shape.
func inferPrelu(n *node) error {
	if err := broadcast(n); err != nil {
		return err
	}
	if out := n.shapes[n.op.Outputs[0]]; !slices.Equal(out, n.shape(0)) {
		return fmt.Errorf("alpha of shape %v does not broadcast to %v", n.shape(1), n.shape(0))
	}
	return nil
}
