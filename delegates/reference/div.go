package reference

import (
	"errors"
	"math/bits"

	"edged/internal/fixedpoint"
	"edged/models/graph"
)

var errDivideByZero = errors.New("division by zero")

// buildDiv divides element by element (TFLite's reference/div.h). Integers and quantized
// numbers fail on a divisor of zero.
func buildDiv(p *prep) (kernel, error) {
	act := p.op.Options.(*graph.DivOptions).FusedActivationFunction
	if !p.sameTypes() {
		return nil, p.noType()
	}
	switch t := p.out(0).Type; t {
	case graph.Int8:
		return divQuantized[int8](p, act)
	case graph.UInt8:
		return divQuantized[uint8](p, act)
	case graph.Int16:
		return divQuantized[int16](p, act)
	case graph.Int32:
		k, err := clamped(p, act, quotient)
		return nonZero[int32](p, 0, k, err)
	default:
		return arithmetic{float: func(x, y float32) float32 { return x / y }}.build(p, t, act)
	}
}

// quotient truncates; kernels check for zero afterwards.
func quotient(x, y int32) int32 {
	if y == 0 {
		return 0
	}
	return x / y
}

// checked is a kernel that looks for bad elements of input 1 before it runs.
type checked[T element] struct {
	kernel
	by   *value
	good func(T) bool
	err  error
}

// whenAll wraps a kernel so that it fails when an element of input 1 is not good, at once
// where that is constant.
func whenAll[T element](p *prep, k kernel, good func(T) bool, err error) (kernel, error) {
	c := checked[T]{k, p.in(1), good, err}
	if c.by.constant {
		return k, c.check()
	}
	return c, nil
}

// nonZero wraps a kernel so that it fails when input 1 holds zero.
func nonZero[T element](p *prep, zero T, k kernel, err error) (kernel, error) {
	if err != nil {
		return nil, err
	}
	return whenAll(p, k, func(v T) bool { return v != zero }, errDivideByZero)
}

func (c checked[T]) check() error {
	for _, v := range view[T](c.by) {
		if !c.good(v) {
			return c.err
		}
	}
	return nil
}

func (c checked[T]) run(lo, hi, worker int) error {
	if err := c.check(); err != nil {
		return err
	}
	return c.kernel.run(lo, hi, worker)
}

func divQuantized[T int8 | uint8 | int16](p *prep, act graph.Activation) (kernel, error) {
	q, err := affines(p.in(0), p.in(1), p.out(0))
	if err != nil {
		return nil, err
	}
	// In float32, as TFLite does.
	r, err := newRescale(float64(q[0].scale/(q[1].scale*q[2].scale)), p.out(0), act)
	if err != nil {
		return nil, err
	}
	zx, zy := q[0].zero, q[1].zero
	k, err := binary(p, func(x, y T) T {
		v := quotientQuantized(int32(x)-zx, int32(y)-zy, r.mul)
		return T(min(max(v+r.zero, r.lo), r.hi))
	})
	return nonZero(p, T(zy), k, err)
}

// quotientQuantized returns x/y times m: x, shifted as far left as it goes, times the
// reciprocal of y, then scaled down.
func quotientQuantized(x, y int32, m fixedpoint.Multiplier) int32 {
	if y == 0 {
		return 0
	}
	if y < 0 {
		x, y = -x, -y
	}
	inverse, shift := fixedpoint.Reciprocal(y, 31)
	headroom := signBits(x)
	q := fixedpoint.SaturatingRoundingDoublingHighMul(x<<uint(headroom), inverse)
	q = fixedpoint.SaturatingRoundingDoublingHighMul(q, m.Mantissa)
	right := headroom + shift - m.Shift
	if right < 0 {
		return fixedpoint.SaturatingLeftShift(q, min(-right, 31))
	}
	if right > 31 {
		// TFLite shifts by more than a word has bits; this is what that gives on x86-64,
		// one unit in the last place above the quotient.
		y := q >> uint(right&31)
		if q >= 0 {
			y++
		}
		return y
	}
	return fixedpoint.RoundingDivideByPOT(q, right)
}

// signBits returns how far x shifts left without overflow.
func signBits(x int32) int {
	if x < 0 {
		x = ^x
	}
	return bits.LeadingZeros32(uint32(x)) - 1
}
