package graph

// StableHLOBroadcastInDimOptions are the attributes of STABLEHLO_BROADCAST_IN_DIM
// (schema.fbs, table StablehloBroadcastInDimOptions).
type StableHLOBroadcastInDimOptions struct {
	BroadcastDimensions []int64
}
