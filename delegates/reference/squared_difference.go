package reference

import (
	"edged/internal/fixedpoint"
	"edged/models/graph"
)

// buildSquaredDifference computes (x-y)^2.
func buildSquaredDifference(p *prep) (kernel, error) {
	if p.sameTypes() && p.out(0).Type == graph.Int8 {
		return squaredDifference8(p)
	}
	return pairwise{
		f32: func(x, y float32) float32 { return (x - y) * (x - y) },
		i32: func(x, y int32) int32 { return (x - y) * (x - y) },
	}.build(p)
}

// differenceShift is how far inputs are shifted left before they are brought to one scale.
const differenceShift = 7

// squaredDifference8 brings both inputs to twice the larger of their scales (Prepare in
// squared_difference.cc).
func squaredDifference8(p *prep) (kernel, error) {
	x, y, out := p.in(0), p.in(1), p.out(0)
	q, err := affines(x, y, out)
	if err != nil {
		return nil, err
	}
	twice := float64(2 * max(q[0].scale, q[1].scale))
	r, err := newRescale(twice*twice/float64((1<<(2*differenceShift))*q[2].scale), out, graph.ActNone)
	if err != nil {
		return nil, err
	}
	if err := notAbove1(r.mul, q); err != nil {
		return nil, err
	}
	var m [2]fixedpoint.Multiplier
	for i := range m {
		if m[i], err = fixedpoint.QuantizeMultiplier(float64(q[i].scale) / twice); err != nil {
			return nil, err
		}
	}
	return binary(p, func(x, y int8) int8 {
		d := m[0].Mul((int32(x)-q[0].zero)<<differenceShift) - m[1].Mul((int32(y)-q[1].zero)<<differenceShift)
		return int8(r.apply(d * d))
	})
}
