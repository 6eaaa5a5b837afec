package graph

// ConcatenationOptions are the attributes of CONCATENATION
// (schema.fbs, table ConcatenationOptions).
type ConcatenationOptions struct {
	Axis                    int32
	FusedActivationFunction Activation
}
