package graph

func inferMatrixDiag(n *node) error {
	if err := n.arity(1, 1, 1); err != nil {
		return err
	}
	in := n.shape(0)
	if err := n.rank(0, 1, 7); err != nil {
		return err
	}
	n.set(0, with(in, len(in), in[len(in)-1])...)
	return nil
}
