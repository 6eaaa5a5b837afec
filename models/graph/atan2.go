package graph

import (
	"fmt"
	"slices"
)

// inferAtan2 takes two tensors of one shape.
func inferAtan2(n *node) error {
	if err := n.arity(2, 2, 1); err != nil {
		return err
	}
	return n.sameShapes()
}

// sameShapes is the end of the rule of operators whose inputs and output have one shape.
func (n *node) sameShapes() error {
	for i := range n.op.Inputs {
		if !slices.Equal(n.shape(i), n.shape(0)) {
			return fmt.Errorf("inputs 0 and %d have shapes %v and %v", i, n.shape(0), n.shape(i))
		}
	}
	n.set(0, n.shape(0)...)
	return nil
}
