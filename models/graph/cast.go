package graph

// CastOptions are the attributes of CAST
// (schema.fbs, table CastOptions).
type CastOptions struct {
	InDataType  DType
	OutDataType DType
}
