package graph

// StableHLOSliceOptions are the attributes of STABLEHLO_SLICE
// (schema.fbs, table StablehloSliceOptions).
type StableHLOSliceOptions struct {
	StartIndices []int64
	LimitIndices []int64
	Strides      []int64
}
