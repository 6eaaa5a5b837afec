package fixedpoint

import (
	"fmt"
	"math"
)

// Multiplier is the real number Mantissa * 2^(Shift-31). Mantissa is 0 or in
// [2^30, 2^31); a positive Shift is a shift to the left.
type Multiplier struct {
	Mantissa int32
	Shift    int
}

// QuantizeMultiplier returns the multiplier nearest to real (TFLite's function of that
// name in quantization_util.cc). A magnitude below 2^-32 becomes 0. It fails for numbers
// that are negative, not finite, or so large that every product would overflow.
func QuantizeMultiplier(real float64) (Multiplier, error) {
	if real == 0 {
		return Multiplier{}, nil
	}
	if !(real > 0) || real >= 1<<31 {
		return Multiplier{}, fmt.Errorf("cannot rescale by %g", real)
	}
	frac, shift := math.Frexp(real)
	mantissa := int64(math.Round(frac * (1 << 31)))
	if mantissa == 1<<31 {
		mantissa /= 2
		shift++
	}
	if shift < -31 {
		return Multiplier{}, nil
	}
	if shift > 31 {
		return Multiplier{}, fmt.Errorf("cannot rescale by %g", real)
	}
	return Multiplier{int32(mantissa), shift}, nil
}

// Mul returns x times the multiplier in the two roundings of TFLite's
// MultiplyByQuantizedMultiplier for int32 (common.cc, without TFLITE_SINGLE_ROUNDING):
// x is shifted left, wrapping, then multiplied with SaturatingRoundingDoublingHighMul,
// then divided with RoundingDivideByPOT.
func (m Multiplier) Mul(x int32) int32 {
	left, right := max(m.Shift, 0), max(-m.Shift, 0)
	return RoundingDivideByPOT(SaturatingRoundingDoublingHighMul(x<<uint(left), m.Mantissa), right)
}

// Mul64 returns x times the multiplier in the single rounding and 16-bit mantissa of
// TFLite's MultiplyByQuantizedMultiplier for int64 accumulators of 16-bit kernels
// (common.cc). |x| must be below 2^47 and Shift below 15.
func (m Multiplier) Mul64(x int64) int32 {
	reduced := int64(0x7fff)
	if m.Mantissa < 0x7fff0000 {
		reduced = int64((m.Mantissa + 1<<15) >> 16)
	}
	total := uint(15 - m.Shift)
	return int32((x*reduced + 1<<(total-1)) >> total)
}

// SaturatingRoundingDoublingHighMul returns a*b / 2^31 rounded to nearest, halves towards
// plus infinity; only -2^31 * -2^31 saturates (gemmlowp fixedpoint.h; ARM's SQRDMULH).
func SaturatingRoundingDoublingHighMul(a, b int32) int32 {
	if a == math.MinInt32 && b == math.MinInt32 {
		return math.MaxInt32
	}
	return int32((int64(a)*int64(b) + 1<<30) >> 31)
}

// RoundingDivideByPOT returns x / 2^exponent rounded to nearest, halves away from zero
// (gemmlowp fixedpoint.h). The exponent is in [0, 31].
func RoundingDivideByPOT(x int32, exponent int) int32 {
	mask := int32(1)<<uint(exponent) - 1
	threshold := mask >> 1
	if x < 0 {
		threshold++
	}
	y := x >> uint(exponent)
	if x&mask > threshold {
		y++
	}
	return y
}

// SaturatingLeftShift returns x * 2^exponent, or the nearest int32. The exponent is in
// [0, 31] (gemmlowp's SaturatingRoundingMultiplyByPOT for positive exponents).
func SaturatingLeftShift(x int32, exponent int) int32 {
	y := int64(x) << uint(exponent)
	return int32(max(min(y, math.MaxInt32), math.MinInt32))
}
