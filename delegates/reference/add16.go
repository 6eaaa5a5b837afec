package reference

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"edged/internal/fixedpoint"
	"edged/models/graph"
)

// addShift16 is addShift for int16.
const addShift16 = 15

// newAdd16 adds quantized int16 tensors, or subtracts where sign is -1 (add.cc, sub.cc):
// generally as 8-bit ones are added; where the model asks for it and all scales are powers
// of two, by shifting one input.
func newAdd16(p *prep, act graph.Activation, pot bool, sign int32) (kernel, error) {
	x, y, out := p.in(0), p.in(1), p.out(0)
	q, err := affines(x, y, out)
	if err != nil {
		return nil, err
	}
	if err := unshifted(x, y, out); err != nil {
		return nil, err
	}
	if shifts, all := powersOfTwo(q); pot && all {
		return shiftedAdd16(p, act, sign, shifts[0]-shifts[2], shifts[1]-shifts[2])
	}
	twice := float64(2 * max(q[0].scale, q[1].scale))
	r, err := newRescale(twice/float64((1<<addShift16)*q[2].scale), out, act)
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
	return binary(p, func(x, y int16) int16 {
		return int16(r.apply(m[0].Mul(int32(x)<<addShift16) + sign*m[1].Mul(int32(y)<<addShift16)))
	})
}

// powersOfTwo returns the logarithms to base 2 of scales, and whether all are nearly whole
// numbers (TFLite's CheckedLog2).
func powersOfTwo(q []affine) (log []int, all bool) {
	all = true
	for _, a := range q {
		f := float32(math.Log(float64(a.scale))) * float32(1/float32(math.Ln2))
		whole := roundFloat(f)
		all = all && math.Abs(float64(f-whole)) < 1e-3
		log = append(log, int(whole))
	}
	return log, all
}

// shiftedAdd16 shifts the inputs, of which at least one stays, to the right.
func shiftedAdd16(p *prep, act graph.Activation, sign int32, sx, sy int) (kernel, error) {
	if sx > 0 || sy > 0 || sx != 0 && sy != 0 || sx < -15 || sy < -15 {
		return nil, fmt.Errorf("cannot shift inputs by %d and %d bits", sx, sy)
	}
	if sign > 0 && !slices.Equal(p.in(0).Shape, p.in(1).Shape) {
		return nil, errors.New("TFLite does not broadcast int16 whose scales are powers of two")
	}
	q, err := affineOf(p.out(0))
	if err != nil {
		return nil, err
	}
	lo, hi, err := fixedpoint.ActivationRange(act, q.scale, q.zero, math.MinInt16, math.MaxInt16)
	if err != nil {
		return nil, err
	}
	shift := fixedpoint.RoundingDivideByPOT
	return binary(p, func(x, y int16) int16 {
		return int16(min(max(shift(int32(x), -sx)+sign*shift(int32(y), -sy), lo), hi))
	})
}
