package graph

// DepthwiseConv2DOptions are the attributes of DEPTHWISE_CONV_2D
// (schema.fbs, table DepthwiseConv2DOptions).
type DepthwiseConv2DOptions struct {
	Padding                 Padding
	StrideW                 int32
	StrideH                 int32
	DepthMultiplier         int32
	FusedActivationFunction Activation
	DilationWFactor         int32 `fb:"1"`
	DilationHFactor         int32 `fb:"1"`
}
