package graph

// Pool2DOptions are the attributes of AVERAGE_POOL_2D, L2_POOL_2D, MAX_POOL_2D
// (schema.fbs, table Pool2DOptions).
type Pool2DOptions struct {
	Padding                 Padding
	StrideW                 int32
	StrideH                 int32
	FilterWidth             int32
	FilterHeight            int32
	FusedActivationFunction Activation
}
