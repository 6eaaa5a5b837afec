package graph

// StableHLOReduceWindowOptions are the attributes of STABLEHLO_REDUCE_WINDOW
// (schema.fbs, table StablehloReduceWindowOptions).
type StableHLOReduceWindowOptions struct {
	WindowDimensions  []int64
	WindowStrides     []int64
	BaseDilations     []int64
	WindowDilations   []int64
	Padding           []int64
	BodySubgraphIndex int32
}
