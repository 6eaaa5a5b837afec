package reference

import (
	"edged/internal/fixedpoint"
	loop "edged/internal/kernel"
	"edged/models/graph"
)

// buildFullyConnected takes float32, and int8 or uint8 with an int32 bias. Integer sums
// are rescaled in float64 with a single rounding, as LiteRT's reference kernels do
// (reference/integer_ops/fully_connected.h).
func buildFullyConnected(p *prep) (kernel, error) { return fullyConnected(p, fullyConnectedPlan) }

// fullyConnected takes from plan how 8-bit tensors are rescaled.
func fullyConnected(p *prep, plan planner) (kernel, error) {
	o := p.op.Options.(*graph.FullyConnectedOptions)
	w, err := p.weights(1)
	if err != nil {
		return nil, err
	}
	in, out := p.in(0), p.out(0)
	s := spatial{
		batch: 1, inH: 1, inW: in.Elems() / w.Shape[1], inC: w.Shape[1],
		outH: 1, outW: in.Elems() / w.Shape[1], filterH: 1, filterW: 1,
		strideH: 1, strideW: 1, dilationH: 1, dilationW: 1,
	}
	switch {
	case w.Type != in.Type || out.Type != in.Type:
		return nil, p.noType()
	case in.Type == graph.Float32:
		return newMatrixF32(p, s, 1, o.FusedActivationFunction)
	case in.Type == graph.Int8 || in.Type == graph.UInt8:
		q, err := plan(p, w, 0, o.FusedActivationFunction)
		if err != nil {
			return nil, err
		}
		return newMatrix8(p, s, 1, q), nil
	}
	return nil, p.noType()
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
