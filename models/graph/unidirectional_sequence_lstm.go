package graph

// UnidirectionalSequenceLSTMOptions are the attributes of UNIDIRECTIONAL_SEQUENCE_LSTM
// (schema.fbs, table UnidirectionalSequenceLSTMOptions).
type UnidirectionalSequenceLSTMOptions struct {
	FusedActivationFunction  Activation
	CellClip                 float32
	ProjClip                 float32
	TimeMajor                bool
	AsymmetricQuantizeInputs bool
	DiagonalRecurrentTensors bool
}
