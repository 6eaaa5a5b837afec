package graph

import "fmt"

// Conv3DOptions are the attributes of CONV_3D and CONV_3D_TRANSPOSE
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

// slides returns how a filter slides over depth, height and width.
func (o *Conv3DOptions) slides(filter []int) [3]slid {
	return [3]slid{
		{1, filter[0], o.StrideD, o.DilationDFactor},
		{2, filter[1], o.StrideH, o.DilationHFactor},
		{3, filter[2], o.StrideW, o.DilationWFactor},
	}
}

// inferConv3D takes an input [batch, depth, height, width, in], a filter [depth, height,
// width, in, out] and perhaps a bias [out].
func inferConv3D(n *node) error {
	if err := n.arity(2, 3, 1); err != nil {
		return err
	}
	for i := range 2 {
		if err := n.rank(i, 5, 5); err != nil {
			return err
		}
	}
	in, f := n.shape(0), n.shape(1)
	if f[3] <= 0 || f[4] <= 0 || in[4] != f[3] {
		return fmt.Errorf("filter %v does not go with input %v", f, in)
	}
	if err := n.biasOf(2, f[4]); err != nil {
		return err
	}
	o := n.op.Options.(*Conv3DOptions)
	out := []int{in[0], 0, 0, 0, f[4]}
	for _, s := range o.slides(f) {
		var err error
		if out[s.dim], _, err = Window(o.Padding, in[s.dim], s.filter, int(s.stride), int(s.dilation)); err != nil {
			return fmt.Errorf("dimension %d: %w", s.dim, err)
		}
	}
	n.set(0, out...)
	return nil
}
