package reference

import (
	"edged/internal/fixedpoint"
	loop "edged/internal/kernel"
	"edged/models/graph"
)

// buildConv2D takes float32; int8 or uint8 with an int32 bias (TFLite's reference Conv and
// ConvPerChannel); int16 with an int8 filter; and float32 with an int8 filter: with
// dilation and groups. int4 filters become int8. Filters and biases that are not constant
// are read as they are.
func buildConv2D(p *prep) (kernel, error) { return conv2D(p, referenceConv2D) }

var referenceConv2D = convolver{convPlan, newHybrid, func(int, int) int { return 0 }}

// convolver is what kernel sets differ in: how 8-bit tensors are rescaled, the kernel for
// float32 images and an int8 filter, and how many of the channels of 8-bit outputs round
// halves up where the filter is not constant.
type convolver struct {
	plan     planner
	hybrid   hybridBuilder
	halvesUp func(channels, groups int) int
}

func conv2D(p *prep, set convolver) (kernel, error) {
	o := p.op.Options.(*graph.Conv2DOptions)
	f, err := unpacked(p.in(1), graph.Int4)
	if err != nil {
		return nil, err
	}
	s, err := newSpatial(spatial{
		filterH: f.Shape[1], filterW: f.Shape[2],
		strideH: int(o.StrideH), strideW: int(o.StrideW),
		dilationH: int(o.DilationHFactor), dilationW: int(o.DilationWFactor),
	}, p.in(0).Shape, p.out(0).Shape, o.Padding)
	if err != nil {
		return nil, err
	}
	c := convolution{
		operands: operands{p.in(0), f, p.in(2), p.out(0)}, scan: scanOf(&s), groups: s.inC / f.Shape[3],
		act: o.FusedActivationFunction, biasType: o.QuantizedBiasType,
	}
	c.halvesUp = set.halvesUp(c.outC(), c.groups)
	c.symmetric = c.groups == 1 && f.Quant != nil && same(f.Quant.Scale)
	t := c.in.Type
	switch {
	case !p.fixed(1, 2) || t == graph.Int16 || c.out.Type != t:
		return c.direct(p)
	case t == graph.Float32 && f.Type == graph.Int8:
		return set.hybrid(p, s, f, c.groups, c.symmetric, c.act)
	case f.Type != t:
		return nil, p.noType()
	case t == graph.Float32:
		return newMatrixF32(p, s, c.groups, c.act)
	case is8bit(t):
		q, err := set.plan(p, f, 0, c.act)
		if err != nil {
			return nil, err
		}
		return newMatrix8(p, s, c.groups, q), nil
	}
	return nil, p.noType()
}

// planner works out the quantization of an operator whose filter has its output channels
// along an axis.
type planner func(p *prep, filter *value, axis int, a graph.Activation) (plan8, error)

// convPlan works out the quantization of a convolution whose filter has its output
// channels along an axis.
func convPlan(p *prep, f *value, axis int, a graph.Activation) (plan8, error) {
	in, out := p.in(0), p.out(0)
	q := plan8{filter: f}
	n := f.Shape[axis]
	if _, err := affines(in, out); err != nil {
		return q, err
	}
	scales, err := filterScales(f, axis, n)
	if err != nil {
		return q, err
	}
	if q.zero, err = filterZero(f, f.Type == graph.Int8); err != nil {
		return q, err
	}
	if q.bias, err = bias[int32](p, 2, graph.Int32, n); err != nil {
		return q, err
	}
	q.scales = scales
	m, err := multipliers(in, out, scales)
	if err != nil {
		return q, err
	}
	lo, hi := intRange(out.Type)
	if q.low, q.high, err = fixedpoint.ActivationRange(a, out.Scale(), out.ZeroPoint(), lo, hi); err != nil {
		return q, err
	}
	q.output = func(bias []int32, from, to int) *loop.Output {
		return loop.NewOutput(out.ZeroPoint(), q.low, q.high, bias, m[from:to])
	}
	return q, nil
}
