package graph

// LSTMOptions are the attributes of LSTM
// (schema.fbs, table LSTMOptions).
type LSTMOptions struct {
	FusedActivationFunction  Activation
	CellClip                 float32
	ProjClip                 float32
	KernelType               int8
	AsymmetricQuantizeInputs bool
}
