package graph

// StableHLOCompositeOptions are the attributes of STABLEHLO_COMPOSITE
// (schema.fbs, table StableHLOCompositeOptions).
type StableHLOCompositeOptions struct {
	Name                       string
	DecompositionSubgraphIndex int32
	CompositeAttributes        []byte
	CompositeAttributesFormat  int8
	Version                    int32
}

// inferStableHLOComposite takes the outputs' shapes from the decomposition.
func inferStableHLOComposite(n *node) error {
	if err := n.present(1); err != nil {
		return err
	}
	return n.calls(n.op.Options.(*StableHLOCompositeOptions).DecompositionSubgraphIndex)
}
