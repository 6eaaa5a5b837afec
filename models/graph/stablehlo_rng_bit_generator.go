package graph

// StableHLORngBitGeneratorOptions are the attributes of STABLEHLO_RNG_BIT_GENERATOR
// (schema.fbs, table StablehloRngBitGeneratorOptions).
type StableHLORngBitGeneratorOptions struct {
	Algorithm int8
}
