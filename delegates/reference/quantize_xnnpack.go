package reference

import (
	"math"

	"edged/internal/fixedpoint"
	"edged/models/graph"
)

// buildQuantizeXNNPACK is buildQuantize with XNNPACK's conversions: of floats to 8 bits,
// and between two quantizations of one 8-bit type.
func buildQuantizeXNNPACK(p *prep) (kernel, error) {
	in, out := p.in(0), p.out(0)
	taken := len(in.Shape) <= maxXNNPACKRank && inXNNPACK(out)
	switch {
	case in.Type == graph.Float32 && out.Type == graph.Int8 && taken:
		return quantizeXNNPACK[int8](p)
	case in.Type == graph.Float32 && out.Type == graph.UInt8 && taken:
		return quantizeXNNPACK[uint8](p)
	case in.Type == graph.Float32 && out.Type == graph.Int16 && !out.PerChannel():
		return quantize16Optimised(p)
	case !is8bit(in.Type) || !is8bit(out.Type):
		return buildQuantize(p)
	case taken && inXNNPACK(in) && in.Type == out.Type && convertible(in.Scale()/out.Scale()):
		return requantizeXNNPACK(p)
	}
	return requantizeOptimised(p)
}

// quantize16Optimised is TFLite's optimised AffineQuantize to int16 (optimized_ops.h): full
// vectors of 8 are multiplied by the inverse of the scale and round halves to even, what is
// left is as in ref. What no int32 holds becomes the least value.
func quantize16Optimised(p *prep) (kernel, error) {
	rest, err := buildQuantize(p)
	if err != nil {
		return nil, err
	}
	q, err := affineOf(p.out(0))
	if err != nil {
		return nil, err
	}
	in, out, inverse := p.in(0), p.out(0), 1/q.scale
	vectors := in.Elems() &^ 7
	return parallel{rest.units(), func(lo, hi, worker int) error {
		if err := rest.run(lo, hi, worker); err != nil {
			return err
		}
		from, to := eachBlock(lo, hi, in.Elems())
		to = max(from, min(to, vectors))
		y := view[int16](out)[from:to]
		for i, x := range view[float32](in)[from:to] {
			v := int64(math.MinInt32)
			if x = roundEven(float32(x * inverse)); x >= -1<<31 && x < 1<<31 {
				v = int64(x)
			}
			y[i] = int16(min(max(v+int64(q.zero), math.MinInt16), math.MaxInt16))
		}
		return nil
	}}, nil
}

// convertible reports whether the delegate converts between scales of a ratio.
func convertible(ratio float32) bool { return ratio >= 1./256 && ratio <= 128 }

// quantizeXNNPACK multiplies by the inverse of the scale and rounds halves to even (the
// f32-qs8-vcvt kernels). Not a number is the greatest value.
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
	factor := int32(math.RoundToEven(float64(256 * (q[0].scale / q[1].scale))))
	return newTable8(p.in(0), p.out(0), func(v int32) (int32, error) {
		y := ((v-q[0].zero)*factor + 128) >> 8
		return min(max(y, math.MinInt16), math.MaxInt16) + q[1].zero, nil
	}).kernel(p), nil
}

// vectorBytes is how many elements TFLite's vector instructions requantize at a time.
const vectorBytes = 16

// requantizeOptimised converts between 8-bit types as TFLite's optimised Requantize
// (optimized_ops.h) does: full vectors round halves up, what is left away from zero.
func requantizeOptimised(p *prep) (kernel, error) {
	q, err := affines(p.in(0), p.out(0))
	if err != nil {
		return nil, err
	}
	away, err := requantizer(p)
	if err != nil {
		return nil, err
	}
	m, err := fixedpoint.QuantizeMultiplier(float64(q[0].scale) / float64(q[1].scale))
	if err != nil {
		return nil, err
	}
	in, out := p.in(0), p.out(0)
	vector := newTable8(in, out, func(v int32) (int32, error) { return mulHalvesUp(m, v-q[0].zero) + q[1].zero, nil })
	rest := newTable8(in, out, func(v int32) (int32, error) { return away(v), nil })
	n := in.Elems()
	return parallel{blocks(n), func(lo, hi, _ int) error {
		from, to := eachBlock(lo, hi, n)
		for i, v := range in.Data[from:to] {
			t := vector
			if from+i >= n&^(vectorBytes-1) {
				t = rest
			}
			out.Data[from+i] = t.value[v]
		}
		return nil
	}}, nil
}

// mulHalvesUp is fixedpoint.Multiplier.Mul whose second rounding takes halves up, as ARM's
// VRSHL does.
func mulHalvesUp(m fixedpoint.Multiplier, x int32) int32 {
	if m.Shift >= 0 {
		return m.Mul(x)
	}
	high := fixedpoint.Multiplier{Mantissa: m.Mantissa}.Mul(x)
	return int32((int64(high) + 1<<uint(-m.Shift-1)) >> uint(-m.Shift))
}
