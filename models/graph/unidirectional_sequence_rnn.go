package graph

// SequenceRNNOptions are the attributes of UNIDIRECTIONAL_SEQUENCE_RNN
// (schema.fbs, table SequenceRNNOptions).
type SequenceRNNOptions struct {
	TimeMajor                bool
	FusedActivationFunction  Activation
	AsymmetricQuantizeInputs bool
}
