package graph

import "fmt"

// inferMatrixSetDiag takes matrices and, for each of them, the elements of its diagonal.
func inferMatrixSetDiag(n *node) error {
	if err := n.arity(2, 2, 1); err != nil {
		return err
	}
	if err := n.rank(0, 2, 8); err != nil {
		return err
	}
	in := n.shape(0)
	last := len(in) - 1
	want := replaced(in[:last], last-1, min(in[last-1], in[last]))
	if !equalShapes(n.shape(1), want) {
		return fmt.Errorf("diagonal has shape %v, wants %v", n.shape(1), want)
	}
	n.set(0, in...)
	return nil
}
