package graph

// PackOptions are the attributes of PACK
// (schema.fbs, table PackOptions).
type PackOptions struct {
	ValuesCount int32
	Axis        int32
}
