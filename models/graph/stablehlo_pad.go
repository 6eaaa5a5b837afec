package graph

// StableHLOPadOptions are the attributes of STABLEHLO_PAD
// (schema.fbs, table StablehloPadOptions).
type StableHLOPadOptions struct {
	EdgePaddingLow  []int64
	EdgePaddingHigh []int64
	InteriorPadding []int64
}
