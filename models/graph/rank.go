package graph

import "fmt"

// inferRank makes the number of dimensions a scalar, which is known from here on.
func inferRank(n *node) error {
	if err := n.arity(1, 1, 1); err != nil {
		return err
	}
	if t := n.out(0).Type; t != Int32 {
		return fmt.Errorf("output is %v, wants int32", t)
	}
	n.set(0)
	n.know(0, []int{len(n.shape(0))})
	return nil
}
