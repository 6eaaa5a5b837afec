package graph

import "fmt"

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

// inferConv2D takes an input [batch, height, width, in], a filter [out, height, width,
// in/groups] and perhaps a bias [out].
func inferConv2D(n *node) error {
	if err := n.arity(2, 3, 1); err != nil {
		return err
	}
	if err := n.filterRanks(); err != nil {
		return err
	}
	in, f := n.shape(0), n.shape(1)
	if f[3] <= 0 || in[3] <= 0 || in[3]%f[3] != 0 || f[0] <= 0 || f[0]%(in[3]/f[3]) != 0 {
		return fmt.Errorf("filter %v does not go with input %v", f, in)
	}
	if err := n.biasOf(2, f[0]); err != nil {
		return err
	}
	o := n.op.Options.(*Conv2DOptions)
	return n.slide(o.Padding, f[1], f[2], int(o.StrideH), int(o.StrideW), int(o.DilationHFactor), int(o.DilationWFactor), f[0])
}

// filterRanks checks that inputs 0 and 1 have four dimensions.
func (n *node) filterRanks() error {
	if err := n.rank(0, 4, 4); err != nil {
		return err
	}
	return n.rank(1, 4, 4)
}

// biasOf checks that input i, if it is there, has as many elements as there are channels.
func (n *node) biasOf(i, channels int) error {
	if n.in(i) == nil {
		return nil
	}
	if e, err := CheckedElems(n.shape(i)); err != nil || e != channels {
		return fmt.Errorf("bias has shape %v, wants %d elements", n.shape(i), channels)
	}
	return nil
}
