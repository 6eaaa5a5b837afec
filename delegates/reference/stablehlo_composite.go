package reference

import "edged/models/graph"

// buildStableHLOComposite runs the composite's decomposition, as TFLite does where no
// delegate knows the whole.
func buildStableHLOComposite(p *prep) (kernel, error) {
	return called(p, p.op.Options.(*graph.StableHLOCompositeOptions).DecompositionSubgraphIndex)
}
