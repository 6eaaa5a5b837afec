package graph

import "fmt"

func inferHashtableImport(n *node) error {
	if err := n.arity(3, 3, 0); err != nil {
		return err
	}
	if err := n.table(); err != nil {
		return err
	}
	key, value := n.in(1).Type, n.in(2).Type
	if !keyed(key, value) {
		return fmt.Errorf("no table from %v to %v", key, value)
	}
	if !equalShapes(n.shape(1), n.shape(2)) {
		return fmt.Errorf("keys of shape %v and values of shape %v", n.shape(1), n.shape(2))
	}
	return nil
}
