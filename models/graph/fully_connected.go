package graph

// FullyConnectedOptions are the attributes of FULLY_CONNECTED
// (schema.fbs, table FullyConnectedOptions).
type FullyConnectedOptions struct {
	FusedActivationFunction  Activation
	WeightsFormat            int8
	KeepNumDims              bool
	AsymmetricQuantizeInputs bool
	QuantizedBiasType        DType
}
