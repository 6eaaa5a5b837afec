package graph

// GatherOptions are the attributes of GATHER
// (schema.fbs, table GatherOptions).
type GatherOptions struct {
	Axis      int32
	BatchDims int32
}
