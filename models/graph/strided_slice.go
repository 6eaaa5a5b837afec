package graph

// StridedSliceOptions are the attributes of STRIDED_SLICE
// (schema.fbs, table StridedSliceOptions).
type StridedSliceOptions struct {
	BeginMask      int32
	EndMask        int32
	EllipsisMask   int32
	NewAxisMask    int32
	ShrinkAxisMask int32
	Offset         bool
}
