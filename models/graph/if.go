package graph

// IfOptions are the attributes of IF
// (schema.fbs, table IfOptions).
type IfOptions struct {
	ThenSubgraphIndex int32
	ElseSubgraphIndex int32
}
