package reference

import (
	"errors"

	"edged/models/graph"
)

// buildTransposeConv takes float32, int8, uint8, int16 with an int8 filter and float32
// with an int8 filter (TFLite's reference/transpose_conv.h and
// reference/integer_ops/transpose_conv.h). Where those scatter inputs over the outputs,
// each output here gathers the same products in the same order.
func buildTransposeConv(p *prep) (kernel, error) {
	return transposeConv(p, func(*convolution) {})
}

// transposeConv lets set change the convolution before its kernel is made.
func transposeConv(p *prep, set func(*convolution)) (kernel, error) {
	o := p.op.Options.(*graph.TransposeConvOptions)
	c := convolution{operands: p.operands(2, 1, 3), act: o.FusedActivationFunction, biasType: o.QuantizedBiasType}
	f, in, out := c.filter.Shape, c.in.Shape, c.out.Shape
	h, errH := newSlide(slide{in: in[1], out: out[1], filter: f[1], stride: int(o.StrideH), dilation: 1, transposed: true}, o.Padding)
	w, errW := newSlide(slide{in: in[2], out: out[2], filter: f[2], stride: int(o.StrideW), dilation: 1, transposed: true}, o.Padding)
	if err := errors.Join(errH, errW); err != nil {
		return nil, err
	}
	one := unitSlide()
	one.transposed = true
	c.scan = scan{batch: in[0], channels: in[3], dims: [3]slide{one, h, w}}
	set(&c)
	c.checkShape(p)
	return c.direct(p)
}
