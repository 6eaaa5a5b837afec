package graph

import (
	"fmt"
	"slices"
)

// inferSelect takes a condition and two tensors of one shape. The condition has it too,
// or is one for everything or one for each index of the first dimension.
func inferSelect(n *node) error {
	if err := n.arity(3, 3, 1); err != nil {
		return err
	}
	c, x, y := n.shape(0), n.shape(1), n.shape(2)
	if !slices.Equal(x, y) {
		return fmt.Errorf("selects from shapes %v and %v", x, y)
	}
	if rows := len(c) == 1 && len(x) > 0 && c[0] == x[0]; !rows && len(c) > 0 && !slices.Equal(c, x) {
		return fmt.Errorf("a condition of shape %v cannot select from %v", c, x)
	}
	n.set(0, x...)
	return nil
}

// inferSelectV2 takes three tensors under NumPy's broadcasting.
func inferSelectV2(n *node) error {
	if err := n.arity(3, 3, 1); err != nil {
		return err
	}
	s, err := Broadcast(n.shape(0), n.shape(1))
	if err == nil {
		s, err = Broadcast(s, n.shape(2))
	}
	if err != nil {
		return err
	}
	n.set(0, s...)
	return nil
}
