package graph

import "fmt"

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

// inferDepthwiseConv2D takes an input [batch, height, width, in], a filter [1, height,
// width, in*multiplier] and perhaps a bias [in*multiplier]. The multiplier comes from the
// shapes, as in TFLite; the attribute is not looked at.
func inferDepthwiseConv2D(n *node) error {
	if err := n.arity(2, 3, 1); err != nil {
		return err
	}
	if err := n.filterRanks(); err != nil {
		return err
	}
	in, f := n.shape(0), n.shape(1)
	if f[0] != 1 || in[3] <= 0 || f[3] <= 0 || f[3]%in[3] != 0 {
		return fmt.Errorf("filter %v does not go with input %v", f, in)
	}
	if err := n.biasOf(2, f[3]); err != nil {
		return err
	}
	o := n.op.Options.(*DepthwiseConv2DOptions)
	return n.slide(o.Padding, f[1], f[2], int(o.StrideH), int(o.StrideW), int(o.DilationHFactor), int(o.DilationWFactor), f[3])
}
