package graph

// ReducerOptions are the attributes of MEAN, SUM, REDUCE_PROD, REDUCE_MAX, REDUCE_MIN, REDUCE_ANY, REDUCE_ALL
// (schema.fbs, table ReducerOptions).
type ReducerOptions struct {
	KeepDims bool
}
