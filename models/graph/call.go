package graph

// CallOptions are the attributes of CALL
// (schema.fbs, table CallOptions).
type CallOptions struct {
	Subgraph uint32
}

// inferCall takes the outputs' shapes from the subgraph that it runs.
func inferCall(n *node) error {
	if err := n.present(0); err != nil {
		return err
	}
	return n.calls(int32(n.op.Options.(*CallOptions).Subgraph))
}

// calls gives the outputs the shapes that a subgraph makes of the inputs.
func (n *node) calls(i int32) error {
	if err := n.passes(i, 0, n.op.Outputs); err != nil {
		return err
	}
	out, err := n.callee(i, n.inputShapes(0))
	if err != nil {
		return err
	}
	for j, s := range out {
		n.set(j, s...)
	}
	return nil
}
