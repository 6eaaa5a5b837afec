package graph

import "fmt"

// inferBroadcastArgs takes two shapes as vectors and makes the vector of the shape they
// broadcast to.
func inferBroadcastArgs(n *node) error {
	if err := n.arity(2, 2, 1); err != nil {
		return err
	}
	a, b := n.shape(0), n.shape(1)
	if len(a) != 1 || len(b) != 1 {
		return fmt.Errorf("inputs have shapes %v and %v, wants vectors", a, b)
	}
	n.set(0, max(a[0], b[0]))
	return nil
}
