package graph

// WhileOptions are the attributes of WHILE
// (schema.fbs, table WhileOptions).
type WhileOptions struct {
	CondSubgraphIndex int32
	BodySubgraphIndex int32
}
