package fixedpoint

import "math"

// The functions here are those of functions.go on int16: a number with n integer bits is
// raw * 2^(n-15). Constants are the int32 ones rounded to 16 bits; sums wrap where
// gemmlowp's do.

// narrow rounds a constant of the int32 functions to int16.
func narrow(x int32) int16 { return int16(RoundingDivideByPOT(x, 16)) }

// Mul16 returns a*b without integer bits, rounded to nearest, halves towards plus infinity
// (gemmlowp's SaturatingRoundingDoublingHighMul on int16).
func Mul16(a, b int16) int16 { return mul16(a, b) }

func mul16(a, b int16) int16 {
	if a == math.MinInt16 && b == math.MinInt16 {
		return math.MaxInt16
	}
	return int16((int32(a)*int32(b) + 1<<14) >> 15)
}

func shift16(x int16, exponent int) int16 {
	if exponent < 0 {
		return int16(RoundingDivideByPOT(int32(x), -exponent))
	}
	return saturate16(int32(x) << uint(exponent))
}

func saturate16(x int32) int16 { return int16(max(min(x, math.MaxInt16), math.MinInt16)) }

// exp16 returns exp(a), without integer bits, for a <= 0 with the given number, at most 12.
func exp16(a int16, integerBits int) int16 {
	if a == 0 {
		return math.MaxInt16
	}
	fraction := 15 - integerBits
	quarter := int16(1) << uint(fraction-2)
	mod := a&(quarter-1) - quarter
	y := expNearZero16(shift16(mod, integerBits))
	rest := mod - a
	for i, step := range expSteps {
		if exponent := i - 2; integerBits > exponent && rest&(1<<uint(fraction+exponent)) != 0 {
			y = mul16(y, narrow(step))
		}
	}
	if integerBits > 5 && int32(a) < -(1<<uint(fraction+5)) {
		return 0
	}
	return y
}

func expNearZero16(a int16) int16 {
	x := a + 1<<12
	x2 := mul16(x, x)
	x3 := mul16(x2, x)
	x4 := mul16(x2, x2)
	tail := shift16(mul16(shift16(x4, -2)+x3, narrow(oneThird))+x2, -1)
	c := narrow(expMinusEigth)
	return saturate16(int32(c) + int32(mul16(c, x+tail)))
}

// newton16 returns 2/(1+a) with two integer bits for a in [0, 1] without.
func newton16(a int16) int16 {
	half := int16((int32(a) + math.MaxInt16 + 1) / 2)
	x := narrow(c48Over17) + mul16(half, narrow(cMinus32Over))
	for range 3 {
		x += shift16(mul16(x, 1<<13-mul16(half, x)), 2)
	}
	return x
}

// negative returns -|a|.
func negative(a int16) int16 {
	if a > 0 {
		return -a
	}
	return a
}

// Logistic16 returns 1/(1+exp(-a)), without integer bits, for a with the given number, at
// most 12 (gemmlowp's logistic on int16).
func Logistic16(a int16, integerBits int) int16 {
	y := shift16(newton16(exp16(negative(a), integerBits)), 1)
	switch {
	case a == 0:
		return 1 << 14
	case a > 0:
		return y
	}
	return math.MaxInt16 - y
}

// Tanh16 returns tanh(a), without integer bits, for a with the given number, at most 11
// (gemmlowp's tanh on int16).
func Tanh16(a int16, integerBits int) int16 {
	y := shift16(newton16(exp16(negative(a), integerBits+1))-1<<13, 2)
	switch {
	case a == 0:
		return 0
	case a < 0:
		return -y
	}
	return y
}
