package graph

// RNNOptions are the attributes of RNN
// (schema.fbs, table RNNOptions).
type RNNOptions struct {
	FusedActivationFunction  Activation
	AsymmetricQuantizeInputs bool
}
