package graph

// BidirectionalSequenceLSTMOptions are the attributes of BIDIRECTIONAL_SEQUENCE_LSTM
// (schema.fbs, table BidirectionalSequenceLSTMOptions).
type BidirectionalSequenceLSTMOptions struct {
	FusedActivationFunction  Activation
	CellClip                 float32
	ProjClip                 float32
	MergeOutputs             bool
	TimeMajor                bool `fb:"1"`
	AsymmetricQuantizeInputs bool
}
