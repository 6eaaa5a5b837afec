package graph

// CallOnceOptions are the attributes of CALL_ONCE
// (schema.fbs, table CallOnceOptions).
type CallOnceOptions struct {
	InitSubgraphIndex int32
}

// inferCallOnce checks that operator and subgraph take nothing and give nothing.
func inferCallOnce(n *node) error {
	if err := n.arity(0, 0, 0); err != nil {
		return err
	}
	return n.calls(n.op.Options.(*CallOnceOptions).InitSubgraphIndex)
}
