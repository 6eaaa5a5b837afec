package graph

// StableHLOConcatenateOptions are the attributes of STABLEHLO_CONCATENATE
// (schema.fbs, table StablehloConcatenateOptions).
type StableHLOConcatenateOptions struct {
	Dimension int64
}
