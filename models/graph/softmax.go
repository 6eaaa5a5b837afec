package graph

// SoftmaxOptions are the attributes of SOFTMAX
// (schema.fbs, table SoftmaxOptions).
type SoftmaxOptions struct {
	Beta float32
}
