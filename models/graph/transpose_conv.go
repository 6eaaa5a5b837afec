package graph

import (
	"errors"
	"fmt"
)

// TransposeConvOptions are the attributes of TRANSPOSE_CONV
// (schema.fbs, table TransposeConvOptions).
type TransposeConvOptions struct {
	Padding                 Padding
	StrideW                 int32
	StrideH                 int32
	FusedActivationFunction Activation
	QuantizedBiasType       DType
}

// inferTransposeConv takes the output's shape, a filter [out, height, width, in], an input
// [batch, height, width, in] and perhaps a bias [out]. A convolution of the output would
// have the input's size.
func inferTransposeConv(n *node) error {
	if err := n.arity(3, 4, 1); err != nil {
		return err
	}
	for i := 1; i < 3; i++ {
		if err := n.rank(i, 4, 4); err != nil {
			return err
		}
	}
	out, err := n.outputShape(4, n.shape(2)[0])
	if err != nil {
		return err
	}
	f, in := n.shape(1), n.shape(2)
	if f[0] <= 0 || f[3] <= 0 || in[3] != f[3] || out[3] != f[0] || out[0] != in[0] {
		return fmt.Errorf("filter %v does not go with input %v and output %v", f, in, out)
	}
	if err := n.biasOf(3, f[0]); err != nil {
		return err
	}
	o := n.op.Options.(*TransposeConvOptions)
	for _, d := range [2]slid{{1, f[1], o.StrideH, 1}, {2, f[2], o.StrideW, 1}} {
		if err := d.unslide(o.Padding, out, in); err != nil {
			return err
		}
	}
	n.set(0, out...)
	return nil
}

// outputShape returns the shape of a given rank that input 0 holds. Where that is computed
// by the model, it is the shape that the output is declared with, for so many images; a
// kernel has to check it.
func (n *node) outputShape(rank, images int) ([]int, error) {
	if t := n.in(0); t.Type != Int32 {
		return nil, fmt.Errorf("the output's shape is %v, wants int32", t.Type)
	}
	if s := n.shape(0); len(s) != 1 || s[0] != rank {
		return nil, fmt.Errorf("the output's shape has shape %v, wants [%d]", s, rank)
	}
	out, err := n.ints(0)
	if errors.Is(err, errDynamic) && len(n.out(0).Shape) == rank {
		out, err = append([]int{images}, n.out(0).Shape[1:]...), nil
	}
	if err != nil {
		return nil, err
	}
	if len(out) != rank {
		return nil, fmt.Errorf("the output's shape has %d dimensions, wants %d", len(out), rank)
	}
	_, err = CheckedElems(out)
	return out, err
}

// slid is a dimension that a filter slides over.
type slid struct {
	dim, filter      int
	stride, dilation int32
}

// unslide checks that a window over the output of a transposed convolution has as many
// positions as the input has cells.
func (s slid) unslide(p Padding, out, in []int) error {
	n, _, err := Window(p, out[s.dim], s.filter, int(s.stride), int(s.dilation))
	if err == nil && n != in[s.dim] {
		err = fmt.Errorf("output of %d has %d windows, the input has %d cells", out[s.dim], n, in[s.dim])
	}
	if err != nil {
		return fmt.Errorf("dimension %d: %w", s.dim, err)
	}
	return nil
}
