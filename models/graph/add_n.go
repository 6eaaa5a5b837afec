package graph

import "fmt"

// inferAddN takes two or more tensors of one shape.
func inferAddN(n *node) error {
	if err := n.arity(2, -1, 1); err != nil {
		return err
	}
	for i := range n.op.Inputs {
		if n.in(i) == nil {
			return fmt.Errorf("input %d is missing", i)
		}
	}
	return n.sameShapes()
}
