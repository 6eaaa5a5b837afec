package reference

import "math"

// steps16 is how many straight pieces a function of int16 is made of.
const steps16 = 512

// table16 is a function of int16: its values at steps16+1 places, straight lines between.
type table16 [steps16 + 1]int16

// newTable16 tabulates f between quantizations in the precision of F, float32 or, for
// SOFTMAX, float64. Each value is moved by half the error that the straight line has in
// the middle of its piece (TFLite's LUTPopulateInt16, internal/common.h).
func newTable16[F float32 | float64](inScale F, inZero int32, outScale F, outZero int32, f func(F) F) *table16 {
	least, most := inScale*F(math.MinInt16-inZero), inScale*F(math.MaxInt16-inZero)
	outLeast, outMost := outScale*F(math.MinInt16-outZero), outScale*F(math.MaxInt16-outZero)
	step := (most - least) / steps16
	inverse := (1 << 16) / (outMost - outLeast)
	round := func(x F) F { return F(math.Round(float64(x))) }
	var t table16
	for i := range steps16 {
		// Conversions keep the compiler from fusing multiplications and additions.
		at := least + F(F(i)*step)
		next := least + F(F(i+1)*step)
		y := round(F(f(at) * inverse))
		line := round((F(f(next)*inverse) + y) / 2)
		middle := round(F(f(at+step/2) * inverse))
		t[i] = saturate16(y - round((line-middle)/2))
	}
	t[steps16] = saturate16(round(F(f(most) * inverse)))
	return &t
}

// saturate16 truncates to the nearest int16; not a number is 0, as on x86-64.
func saturate16[F float32 | float64](x F) int16 {
	switch {
	case x != x:
		return 0
	case x >= math.MaxInt16:
		return math.MaxInt16
	case x <= math.MinInt16:
		return math.MinInt16
	}
	return int16(x)
}

// at returns the function's value: the seven low bits say how far x is along its piece.
func (t *table16) at(x int16) int16 {
	i := 256 + int(x>>7)
	base := t[i]
	slope := t[i+1] - base
	return base + int16((int32(slope)*int32(x&0x7f)+64)>>7)
}

// functionTable16 tabulates a real function of a quantized int16.
func functionTable16(p *prep, f func(float32) float32) (kernel, error) {
	q, err := affines(p.in(0), p.out(0))
	if err != nil {
		return nil, err
	}
	return unary(p, newTable16(q[0].scale, q[0].zero, q[1].scale, q[1].zero, f).at), nil
}
