package reference

import (
	"edged/internal/fixedpoint"
	loop "edged/internal/kernel"
	"edged/models/graph"
)

// buildFullyConnected takes float32; int8 or uint8 with an int32 bias; int16 with int8 or
// int16 weights; uint8 with an int16 output; and float32 with int8 weights, each row of the
// input quantized on the fly. int4 and int2 weights become int8; int4 ones with a scale for
// each block have a kernel of their own. Sums of 8-bit weights are rescaled in float64 with
// a single rounding, as LiteRT's reference kernels do
// (reference/integer_ops/fully_connected.h). Weights and biases that are not constant are
// read as they are.
func buildFullyConnected(p *prep) (kernel, error) { return dense(p, referenceDense) }

var referenceDense = convolver{fullyConnectedPlan, newHybrid, func(int, int) int { return 0 }}

func dense(p *prep, set convolver) (kernel, error) {
	o := p.op.Options.(*graph.FullyConnectedOptions)
	if b := blocksOf(p.in(1)); b != nil {
		return newBlockwise(p, b, o.FusedActivationFunction)
	}
	w, err := unpacked(p.in(1), graph.Int4, graph.Int2)
	if err != nil {
		return nil, err
	}
	c := fullyConnected{hybrid: set.hybrid, convolution: convolution{
		operands: operands{p.in(0), w, p.in(2), p.out(0)}, act: o.FusedActivationFunction,
		biasType: o.QuantizedBiasType, symmetric: !o.AsymmetricQuantizeInputs, halvesUp: set.halvesUp(w.Shape[0], 1),
	}}
	rows := c.in.Elems() / w.Shape[1]
	t := c.in.Type
	c.scan = scan{batch: rows, channels: w.Shape[1], dims: [3]slide{unitSlide(), unitSlide(), unitSlide()}}
	if !p.fixed(1, 2) || w.Type != t || c.out.Type != t || t == graph.Int16 {
		return c.read(p)
	}
	s := pointwiseOver(1, rows, w.Shape[1])
	switch t {
	case graph.Float32:
		return newMatrixF32(p, s, 1, c.act)
	case graph.Int8, graph.UInt8:
		q, err := set.plan(p, w, 0, c.act)
		if err != nil {
			return nil, err
		}
		return newMatrix8(p, s, 1, q), nil
	}
	return nil, p.noType()
}

// pointwiseOver is a window of one cell that goes over batch images of one row.
func pointwiseOver(batch, width, channels int) spatial {
	return spatial{
		batch: batch, inH: 1, inW: width, inC: channels, outH: 1, outW: width,
		filterH: 1, filterW: 1, strideH: 1, strideW: 1, dilationH: 1, dilationW: 1,
	}
}

func fullyConnectedPlan(p *prep, w *value, axis int, a graph.Activation) (plan8, error) {
	in, out := p.in(0), p.out(0)
	q := plan8{filter: w}
	if _, err := affines(in, out); err != nil {
		return q, err
	}
	scales, err := filterScales(w, axis, w.Shape[axis])
	if err != nil {
		return q, err
	}
	if q.zero, err = filterZero(w, false); err != nil {
		return q, err
	}
	if q.bias, err = bias[int32](p, 2, graph.Int32, w.Shape[axis]); err != nil {
		return q, err
	}
	q.scales = scales
	lo, hi := intRange(out.Type)
	if q.low, q.high, err = fixedpoint.ActivationRange(a, out.Scale(), out.ZeroPoint(), lo, hi); err != nil {
		return q, err
	}
	real := make([]float64, len(scales))
	for i, f := range scales {
		real[i] = float64(in.Scale()) * float64(f) / float64(out.Scale())
	}
	q.output = func(bias []int32, _, _ int) *loop.Output {
		return loop.NewRealOutput(out.ZeroPoint(), q.low, q.high, bias, real)
	}
	return q, nil
}
