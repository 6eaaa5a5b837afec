package graph

// SqueezeOptions are the attributes of SQUEEZE
// (schema.fbs, table SqueezeOptions).
type SqueezeOptions struct {
	SqueezeDims []int32
}
