package graph

// CumsumOptions are the attributes of CUMSUM
// (schema.fbs, table CumsumOptions).
type CumsumOptions struct {
	Exclusive bool
	Reverse   bool
}

func inferCumsum(n *node) error {
	if err := n.arity(2, 2, 1); err != nil {
		return err
	}
	if _, err := n.constAxis(1, len(n.shape(0))); err != nil {
		return err
	}
	n.set(0, n.shape(0)...)
	return nil
}
