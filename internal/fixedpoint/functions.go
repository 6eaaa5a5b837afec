package fixedpoint

import (
	"math"
	"math/bits"
)

// Constants of gemmlowp's fixedpoint.h, raw.
const (
	one           = math.MaxInt32 // nearest to 1 with no integer bits
	expMinusEigth = 1895147668    // exp(-1/8), no integer bits
	oneThird      = 715827883     // 1/3, no integer bits
	c48Over17     = 1515870810    // 48/17, two integer bits
	cMinus32Over  = -1010580540   // -32/17, two integer bits
	oneF2         = 1 << 29       // 1, two integer bits
)

// expSteps holds exp(-2^i), no integer bits, for i from -2 up.
var expSteps = [...]int32{1672461947, 1302514674, 790015084, 290630308, 39332535, 720401, 242}

// Rescale changes a fixed-point number from one number of integer bits to another,
// rounding or saturating (gemmlowp's Rescale).
func Rescale(x int32, from, to int) int32 {
	if from >= to {
		return SaturatingLeftShift(x, from-to)
	}
	return RoundingDivideByPOT(x, to-from)
}

// ExpOnNegativeValues returns exp(a), without integer bits, for a <= 0 with the given
// number of integer bits, at most 29 (gemmlowp's exp_on_negative_values).
func ExpOnNegativeValues(a int32, integerBits int) int32 {
	if a == 0 {
		return one
	}
	fraction := 31 - integerBits
	quarter := int32(1) << uint(fraction-2)
	mod := a&(quarter-1) - quarter // in [-1/4, 0)
	y := expNearZero(Rescale(mod, integerBits, 0))
	rest := mod - a
	for i, step := range expSteps {
		if exponent := i - 2; integerBits > exponent && rest&(1<<uint(fraction+exponent)) != 0 {
			y = SaturatingRoundingDoublingHighMul(y, step)
		}
	}
	if integerBits > 5 && a < -(1<<uint(fraction+5)) {
		return 0
	}
	return y
}

// expNearZero returns exp(a) for a in [-1/4, 0): a Taylor polynomial around -1/8.
func expNearZero(a int32) int32 {
	mul := SaturatingRoundingDoublingHighMul
	x := a + 1<<28
	x2 := mul(x, x)
	x3 := mul(x2, x)
	x4 := mul(x2, x2)
	tail := RoundingDivideByPOT(mul(RoundingDivideByPOT(x4, 2)+x3, oneThird)+x2, 1)
	return expMinusEigth + mul(expMinusEigth, x+tail)
}

// newton returns 2/(1+a) with two integer bits for a in [0, 1] without: three
// Newton-Raphson steps, as in gemmlowp.
func newton(a int32) int32 {
	mul := SaturatingRoundingDoublingHighMul
	half := int32((int64(a) + one + 1) / 2) // (1+a)/2, rounded
	x := c48Over17 + mul(half, cMinus32Over)
	for range 3 {
		x += SaturatingLeftShift(mul(x, oneF2-mul(half, x)), 2)
	}
	return x
}

// OneOverOnePlusX returns 1/(1+a) for a in [0, 1], neither with integer bits (gemmlowp's
// one_over_one_plus_x_for_x_in_0_1).
func OneOverOnePlusX(a int32) int32 { return SaturatingLeftShift(newton(a), 1) }

// Logistic returns 1/(1+exp(-a)), without integer bits, for a with the given number
// (gemmlowp's logistic).
func Logistic(a int32, integerBits int) int32 {
	switch {
	case a == 0:
		return 1 << 30
	case a > 0:
		return OneOverOnePlusX(ExpOnNegativeValues(-a, integerBits))
	}
	return one - OneOverOnePlusX(ExpOnNegativeValues(a, integerBits))
}

// Tanh returns tanh(a), without integer bits, for a with the given number, at most 28
// (gemmlowp's tanh).
func Tanh(a int32, integerBits int) int32 {
	if a == 0 {
		return 0
	}
	// 2a has one more integer bit and the same raw value.
	minus := a
	if a > 0 {
		minus = -a
	}
	t := SaturatingLeftShift(newton(ExpOnNegativeValues(minus, integerBits+1))-oneF2, 2)
	if a < 0 {
		return -t
	}
	return t
}

// Reciprocal returns s and n such that 1/x is s * 2^-n, where x > 0 has the given number
// of integer bits and s none (TFLite's GetReciprocal, common.h).
func Reciprocal(x int32, integerBits int) (s int32, n int) {
	headroom := bits.LeadingZeros32(uint32(x))
	return OneOverOnePlusX(int32(uint32(x)<<uint(headroom) - 1<<31)), integerBits - headroom
}
