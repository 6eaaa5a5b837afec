package graph

func inferAssignVariable(n *node) error {
	if err := n.arity(2, 2, 0); err != nil {
		return err
	}
	return n.handle(0)
}
