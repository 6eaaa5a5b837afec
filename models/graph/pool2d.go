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

// inferPool2D takes an input [batch, height, width, channels].
func inferPool2D(n *node) error {
	if err := n.arity(1, 1, 1); err != nil {
		return err
	}
	if err := n.rank(0, 4, 4); err != nil {
		return err
	}
	o := n.op.Options.(*Pool2DOptions)
	return n.slide(o.Padding, int(o.FilterHeight), int(o.FilterWidth), int(o.StrideH), int(o.StrideW), 1, 1, n.shape(0)[3])
}
