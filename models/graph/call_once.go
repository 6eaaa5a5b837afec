package graph

// CallOnceOptions are the attributes of CALL_ONCE
// (schema.fbs, table CallOnceOptions).
type CallOnceOptions struct {
	InitSubgraphIndex int32
}
