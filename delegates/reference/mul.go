package reference

import (
	"errors"
	"slices"

	"edged/internal/fixedpoint"
	loop "edged/internal/kernel"
	"edged/models/graph"
)

// buildMul multiplies element by element (TFLite's reference/mul.h and integer_ops/mul.h).
func buildMul(p *prep) (kernel, error) {
	act := p.op.Options.(*graph.MulOptions).FusedActivationFunction
	if p.in(0).Type == graph.Int16 && p.in(1).Type == graph.Int16 && is8bit(p.out(0).Type) {
		return mul16To8(p, act)
	}
	if !p.sameTypes() {
		return nil, p.noType()
	}
	switch t := p.out(0).Type; {
	case is8bit(t):
		return mulQuantized(p, act)
	case t == graph.Int16 && isQuantized(p.out(0)):
		if err := unshifted(p.in(0), p.in(1), p.out(0)); err != nil {
			return nil, err
		}
		return mulQuantized(p, act)
	default:
		return arithmetic{
			half:  true,
			op:    loop.MulF32,
			float: func(x, y float32) float32 { return x * y },
			i16:   func(x, y int16) int16 { return x * y },
			u32:   func(x, y uint32) uint32 { return x * y },
			i32:   func(x, y int32) int32 { return x * y },
			i64:   func(x, y int64) int64 { return x * y },
		}.build(p, t, act)
	}
}

// mulQuantized multiplies 8-bit or int16 tensors.
func mulQuantized(p *prep, act graph.Activation) (kernel, error) {
	q, err := affines(p.in(0), p.in(1), p.out(0))
	if err != nil {
		return nil, err
	}
	// In float32, as TFLite does.
	r, err := newRescale(float64(q[0].scale*q[1].scale/q[2].scale), p.out(0), act)
	if err != nil {
		return nil, err
	}
	if is8bit(p.out(0).Type) {
		return newPair8(p, loop.PairProduct, centredInput(p.in(0)), centredInput(p.in(1)), r)
	}
	zx, zy := q[0].zero, q[1].zero
	return binary(p, func(x, y int16) int16 { return int16(r.apply((int32(x) - zx) * (int32(y) - zy))) })
}

// mul16To8 takes both inputs for fractions of 32768, whatever their scales are, and the
// output for one of 128 (Mul of int16 to int8 in integer_ops/mul.h). It does not broadcast.
func mul16To8(p *prep, act graph.Activation) (kernel, error) {
	if !slices.Equal(p.in(0).Shape, p.in(1).Shape) {
		return nil, errors.New("TFLite does not broadcast int16 to 8 bits")
	}
	out := p.out(0)
	q, err := affineOf(out)
	if err != nil {
		return nil, err
	}
	lo, hi := intRange(out.Type)
	if lo, hi, err = fixedpoint.ActivationRange(act, q.scale, q.zero, lo, hi); err != nil {
		return nil, err
	}
	return binary(p, func(x, y int16) byte {
		v := fixedpoint.RoundingDivideByPOT(int32(fixedpoint.Mul16(x, y)), 8)
		return byte(min(max(v+q.zero, lo), hi))
	})
}
