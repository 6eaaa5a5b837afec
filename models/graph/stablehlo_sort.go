package graph

// StableHLOSortOptions are the attributes of STABLEHLO_SORT
// (schema.fbs, table StablehloSortOptions).
type StableHLOSortOptions struct {
	Dimension               int64
	IsStable                bool
	ComparatorSubgraphIndex int32
}
