package graph

// MulOptions are the attributes of MUL
// (schema.fbs, table MulOptions).
type MulOptions struct {
	FusedActivationFunction Activation
}
