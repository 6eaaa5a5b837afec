package graph

// TransposeConvOptions are the attributes of TRANSPOSE_CONV
// (schema.fbs, table TransposeConvOptions).
type TransposeConvOptions struct {
	Padding                 Padding
	StrideW                 int32
	StrideH                 int32
	FusedActivationFunction Activation
	QuantizedBiasType       DType
}
