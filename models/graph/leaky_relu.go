package graph

// LeakyReluOptions are the attributes of LEAKY_RELU
// (schema.fbs, table LeakyReluOptions).
type LeakyReluOptions struct {
	Alpha float32
}
