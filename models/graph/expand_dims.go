package graph

func inferExpandDims(n *node) error {
	if err := n.arity(2, 2, 1); err != nil {
		return err
	}
	in := n.shape(0)
	a, err := n.constAxis(1, len(in)+1)
	if err != nil {
		return err
	}
	n.set(0, with(in, a, 1)...)
	return nil
}
