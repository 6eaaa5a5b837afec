package graph

// SplitVOptions are the attributes of SPLIT_V
// (schema.fbs, table SplitVOptions).
type SplitVOptions struct {
	NumSplits int32
}
