package graph

import "fmt"

// inferFill takes the constant shape of the output and the value of its elements.
func inferFill(n *node) error {
	if err := n.arity(2, 2, 1); err != nil {
		return err
	}
	dims, err := n.ints(0)
	if err != nil {
		return err
	}
	if len(n.shape(0)) != 1 || len(n.shape(1)) != 0 {
		return fmt.Errorf("shapes %v and %v: wants a vector and a scalar", n.shape(0), n.shape(1))
	}
	n.set(0, dims...)
	return nil
}
