package graph

import "fmt"

// inferDynamicUpdateSlice takes a tensor, a smaller one of the same rank to put into it,
// and where it starts, a number for each dimension.
func inferDynamicUpdateSlice(n *node) error {
	if err := n.arity(3, 3, 1); err != nil {
		return err
	}
	in, update := n.shape(0), n.shape(1)
	if len(update) != len(in) || !equalShapes(n.shape(2), []int{len(in)}) {
		return fmt.Errorf("an update %v at %v of shape %v", update, n.shape(2), in)
	}
	for i, d := range update {
		if d > in[i] {
			return fmt.Errorf("update %v is larger than shape %v", update, in)
		}
	}
	n.set(0, in...)
	return nil
}
