package graph

// ShapeOptions are the attributes of SHAPE
// (schema.fbs, table ShapeOptions).
type ShapeOptions struct {
	OutType DType
}
