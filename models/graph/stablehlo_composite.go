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
