package graph

// inferRows is the rule of operators that work along the last dimension, of which there
// has to be one.
func inferRows(n *node) error {
	if err := sameShape(n); err != nil {
		return err
	}
	return n.rank(0, 1, 1<<30)
}
