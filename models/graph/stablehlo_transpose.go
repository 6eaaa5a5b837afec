package graph

// StableHLOTransposeOptions are the attributes of STABLEHLO_TRANSPOSE
// (schema.fbs, table StablehloTransposeOptions).
type StableHLOTransposeOptions struct {
	Permutation []int64
}
