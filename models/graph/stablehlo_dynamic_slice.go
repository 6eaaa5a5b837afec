package graph

// StableHLODynamicSliceOptions are the attributes of STABLEHLO_DYNAMIC_SLICE
// (schema.fbs, table StablehloDynamicSliceOptions).
type StableHLODynamicSliceOptions struct {
	SliceSizes []int64
}
