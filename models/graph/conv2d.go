package graph

// Conv2DOptions are the attributes of CONV_2D
// (schema.fbs, table Conv2DOptions).
type Conv2DOptions struct {
	Padding                 Padding
	StrideW                 int32
	StrideH                 int32
	FusedActivationFunction Activation
	DilationWFactor         int32 `fb:"1"`
	DilationHFactor         int32 `fb:"1"`
	QuantizedBiasType       DType
}
