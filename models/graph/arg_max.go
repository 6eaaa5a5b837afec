package graph

// ArgMaxOptions are the attributes of ARG_MAX
// (schema.fbs, table ArgMaxOptions).
type ArgMaxOptions struct {
	OutputType DType
}
