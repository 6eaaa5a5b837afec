package reference

import (
	"edged/internal/fixedpoint"
	"edged/models/graph"
)

// buildLeakyRelu computes x, or alpha*x where x is negative.
func buildLeakyRelu(p *prep) (kernel, error) {
	in, out := p.in(0), p.out(0)
	alpha := p.op.Options.(*graph.LeakyReluOptions).Alpha
	switch {
	case in.Type != out.Type:
	case in.Type == graph.Float32:
		return unary(p, func(x float32) float32 {
			if x > 0 {
				return x
			}
			return x * alpha
		}), nil
	case is8bit(in.Type) || in.Type == graph.Int16:
		return leakyQuantized(p, alpha)
	}
	return nil, p.noType()
}

// leakyQuantized is TFLite's QuantizeLeakyRelu (reference/leaky_relu.h).
func leakyQuantized(p *prep, alpha float32) (kernel, error) {
	in, out := p.in(0), p.out(0)
	q, err := affines(in, out)
	if err != nil {
		return nil, err
	}
	same, err := newRescale(float64(q[0].scale/q[1].scale), out, graph.ActNone)
	if err != nil {
		return nil, err
	}
	sign := int32(1)
	if alpha < 0 {
		sign, alpha = -1, -alpha
	}
	m, err := fixedpoint.QuantizeMultiplier(float64(float32(q[0].scale*alpha) / q[1].scale))
	if err != nil {
		return nil, err
	}
	return requantized(p, func(v int32) int32 {
		if v -= q[0].zero; v >= 0 {
			return same.apply(v)
		}
		return min(max(sign*m.Mul(v)+q[1].zero, same.lo), same.hi)
	})
}
