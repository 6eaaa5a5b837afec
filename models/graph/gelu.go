package graph

// GeluOptions are the attributes of GELU
// (schema.fbs, table GeluOptions).
type GeluOptions struct {
	Approximate bool
}
