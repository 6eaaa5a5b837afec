package graph

// Conv3DOptions are the attributes of CONV_3D
// (schema.fbs, table Conv3DOptions).
type Conv3DOptions struct {
	Padding                 Padding
	StrideD                 int32
	StrideW                 int32
	StrideH                 int32
	FusedActivationFunction Activation
	DilationDFactor         int32 `fb:"1"`
	DilationWFactor         int32 `fb:"1"`
	DilationHFactor         int32 `fb:"1"`
}
