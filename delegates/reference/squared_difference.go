package reference

import (
	loop "edged/internal/kernel"
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
	a, err := scaledInput(x, twice, differenceShift, 1)
	if err != nil {
		return nil, err
	}
	b, err := scaledInput(y, twice, differenceShift, -1)
	if err != nil {
		return nil, err
	}
	return newPair8(p, loop.PairSquare, a, b, r)
}
