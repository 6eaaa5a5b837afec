package graph

// StableHLOCompareOptions are the attributes of STABLEHLO_COMPARE
// (schema.fbs, table StablehloCompareOptions).
type StableHLOCompareOptions struct {
	ComparisonDirection uint32
	CompareType         uint32
}
