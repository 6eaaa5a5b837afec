package graph

// BidirectionalSequenceRNNOptions are the attributes of BIDIRECTIONAL_SEQUENCE_RNN
// (schema.fbs, table BidirectionalSequenceRNNOptions).
type BidirectionalSequenceRNNOptions struct {
	TimeMajor                bool
	FusedActivationFunction  Activation
	MergeOutputs             bool
	AsymmetricQuantizeInputs bool
}
