package graph

// ArgMinOptions are the attributes of ARG_MIN
// (schema.fbs, table ArgMinOptions).
type ArgMinOptions struct {
	OutputType DType
}

func inferArgMin(n *node) error {
	return n.argExtreme(n.op.Options.(*ArgMinOptions).OutputType)
}
