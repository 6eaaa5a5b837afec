package reference

import (
	"edged/internal/fixedpoint"
	loop "edged/internal/kernel"
	"edged/models/graph"
)

// buildConv2D takes float32, and int8 or uint8 with an int32 bias (TFLite's reference
// Conv and ConvPerChannel), with dilation and groups; and float32 with an int8 filter.
func buildConv2D(p *prep) (kernel, error) { return conv2D(p, convPlan, newHybrid) }

// conv2D takes from plan how 8-bit tensors are rescaled; hybrid builds the kernel for
// float32 images and an int8 filter.
func conv2D(p *prep, plan planner, hybrid func(*prep, spatial, int, graph.Activation) (kernel, error)) (kernel, error) {
	o := p.op.Options.(*graph.Conv2DOptions)
	f, err := p.weights(1)
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
	groups := s.inC / f.Shape[3]
	t := p.in(0).Type
	switch {
	case t == graph.Float32 && f.Type == graph.Int8 && p.out(0).Type == t:
		return hybrid(p, s, groups, o.FusedActivationFunction)
	case f.Type != t || p.out(0).Type != t:
		return nil, p.noType()
	case t == graph.Float32:
		return newMatrixF32(p, s, groups, o.FusedActivationFunction)
	case t == graph.Int8 || t == graph.UInt8:
		q, err := plan(p, f, 0, o.FusedActivationFunction)
		if err != nil {
			return nil, err
		}
		return newMatrix8(p, s, groups, q), nil
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
