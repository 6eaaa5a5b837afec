package graph

// ReduceWindowOptions are the attributes of REDUCE_WINDOW
// (schema.fbs, table ReduceWindowOptions).
type ReduceWindowOptions struct {
	ReduceFunction int32
}
