package graph

// StableHLOCaseOptions are the attributes of STABLEHLO_CASE
// (schema.fbs, table StablehloCaseOptions).
type StableHLOCaseOptions struct {
	BranchSubgraphIndices []int32
}
