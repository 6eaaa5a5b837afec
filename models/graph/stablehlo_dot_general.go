package graph

// StableHLODotGeneralOptions are the attributes of STABLEHLO_DOT_GENERAL
// (schema.fbs, table StablehloDotGeneralOptions).
type StableHLODotGeneralOptions struct {
	LhsBatchingDimensions    []int64
	RhsBatchingDimensions    []int64
	LhsContractingDimensions []int64
	RhsContractingDimensions []int64
	PrecisionConfig          []uint32
}
