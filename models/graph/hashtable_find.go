package graph

import "fmt"

// inferHashtableFind looks the keys in input 1 up; input 2 stands for those not found.
func inferHashtableFind(n *node) error {
	if err := n.arity(3, 3, 1); err != nil {
		return err
	}
	if err := n.table(); err != nil {
		return err
	}
	key, other, out := n.in(1).Type, n.in(2).Type, n.out(0).Type
	if !keyed(key, out) || other != out {
		return fmt.Errorf("no table from %v to %v with %v for what is missing", key, out, other)
	}
	if Elems(n.shape(2)) < 1 {
		return fmt.Errorf("the value for what is missing has shape %v", n.shape(2))
	}
	n.set(0, n.shape(1)...)
	return nil
}
