package graph

// StableHLOReduceOptions are the attributes of STABLEHLO_REDUCE
// (schema.fbs, table StablehloReduceOptions).
type StableHLOReduceOptions struct {
	Dimensions        []int64
	BodySubgraphIndex int32
}
