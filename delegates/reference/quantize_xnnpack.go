package reference

import (
	"math"

	"edged/models/graph"
)

// buildQuantizeXNNPACK is buildQuantize with XNNPACK's conversions: of floats to 8 bits,
// and between two quantizations of one 8-bit type.
func buildQuantizeXNNPACK(p *prep) (kernel, error) {
	in, out := p.in(0), p.out(0)
	if len(in.Shape) > maxXNNPACKRank || !inXNNPACK(out) {
		return buildQuantize(p)
	}
	switch {
	case in.Type == graph.Float32 && out.Type == graph.Int8:
		return quantizeXNNPACK[int8](p)
	case in.Type == graph.Float32:
		return quantizeXNNPACK[uint8](p)
	case in.Type == out.Type && inXNNPACK(in):
		return requantizeXNNPACK(p)
	}
	return buildQuantize(p)
}

// quantizeXNNPACK multiplies by the inverse of the scale and rounds halves to even (the
// f32-qs8-vcvt kernels). Not a number is the least value.
func quantizeXNNPACK[T int8 | uint8](p *prep) (kernel, error) {
	q, err := affineOf(p.out(0))
	if err != nil {
		return nil, err
	}
	least, most := intRange(p.out(0).Type)
	inverse := 1 / q.scale
	lo, hi := float32(least-q.zero), float32(most-q.zero)
	return unary(p, func(x float32) T {
		y := float32(x * inverse)
		if y != y {
			y = hi
		}
		return T(int32(roundEven(min(max(y, lo), hi))) + q.zero)
	}), nil
}

// requantizeXNNPACK multiplies by the ratio of the scales with 8 bits of fraction, halves
// up (the qs8-vcvt kernels).
func requantizeXNNPACK(p *prep) (kernel, error) {
	q, err := affines(p.in(0), p.out(0))
	if err != nil {
		return nil, err
	}
	ratio := q[0].scale / q[1].scale
	if !(ratio >= 1./256 && ratio <= 128) {
		return buildQuantize(p)
	}
	factor := int32(math.RoundToEven(float64(256 * ratio)))
	return newTable8(p.in(0), p.out(0), func(v int32) (int32, error) {
		y := ((v-q[0].zero)*factor + 128) >> 8
		return min(max(y, math.MinInt16), math.MaxInt16) + q[1].zero, nil
	}).kernel(p), nil
}
