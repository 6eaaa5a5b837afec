package graph

// StableHLOScatterOptions are the attributes of STABLEHLO_SCATTER
// (schema.fbs, table StablehloScatterOptions).
type StableHLOScatterOptions struct {
	IndicesAreSorted               bool
	UpdateWindowDims               []int64
	InsertedWindowDims             []int64
	ScatterDimsToOperandDims       []int64
	IndexVectorDim                 int64
	UniqueIndices                  bool
	UpdateComputationSubgraphIndex int32
}
