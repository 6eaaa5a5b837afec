package graph

// CallOptions are the attributes of CALL
// (schema.fbs, table CallOptions).
type CallOptions struct {
	Subgraph uint32
}
