package graph

// SplitOptions are the attributes of SPLIT
// (schema.fbs, table SplitOptions).
type SplitOptions struct {
	NumSplits int32
}
