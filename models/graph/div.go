package graph

// DivOptions are the attributes of DIV
// (schema.fbs, table DivOptions).
type DivOptions struct {
	FusedActivationFunction Activation
}
