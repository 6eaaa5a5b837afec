package graph

// StableHLOWhileOptions are the attributes of STABLEHLO_WHILE
// (schema.fbs, table StablehloWhileOptions).
type StableHLOWhileOptions struct {
	CondSubgraphIndex int32
	BodySubgraphIndex int32
}
