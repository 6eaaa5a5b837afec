package graph

// StableHLOGatherOptions are the attributes of STABLEHLO_GATHER
// (schema.fbs, table StablehloGatherOptions).
type StableHLOGatherOptions struct {
	OffsetDims         []int64
	CollapsedSliceDims []int64
	StartIndexMap      []int64
	IndexVectorDim     int64
	SliceSizes         []int64
	IndicesAreSorted   bool
}
