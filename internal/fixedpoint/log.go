package fixedpoint

import "math/bits"

// Constants of Log, raw: logarithms and roots without integer bits, then the coefficients
// of the rational approximation in units of the fourth root of 2.
const (
	logOf2       = 1488522236 // log(2)
	rootOfHalf   = 1518500250 // sqrt(1/2)
	fourthOfHalf = 1805811301 // sqrt(sqrt(1/2))
	logAlphaN    = 117049297  // 11/240 * sqrt(sqrt(2))
	logAlphaD    = 127690142  // 1/20 * sqrt(sqrt(2))
	logAlphaI    = 1057819769 // 2/sqrt(sqrt(2)) - sqrt(sqrt(2))
	logAlphaF    = 638450708  // 1/4 * sqrt(sqrt(2))
)

// Log returns the natural logarithm of x >= 1, which has `from` integer bits, with `to`
// integer bits, at least those that the logarithm needs (TFLite's
// log_x_for_x_greater_than_or_equal_to_1, common.h). The argument is brought near 1 by a
// power of 2 or of 2 and a half, whichever leaves less; a rational function does the rest.
func Log(x int32, from, to int) int32 {
	mul, add, double := SaturatingRoundingDoublingHighMul, saturatingAdd, SaturatingLeftShift
	accum := to + 1
	quarter := Rescale(1<<29, 0, accum)

	headroom := bits.LeadingZeros32(uint32(x)) - 1
	whole := double(mul(double(x, headroom), rootOfHalf), 1)
	wholePower := add(double(int32(from-headroom-1), 31-accum), quarter)

	reduced := mul(x, rootOfHalf)
	headroom = bits.LeadingZeros32(uint32(reduced)) - 1
	half := double(x, headroom)
	halfPower := add(double(int32(from-headroom), 31-accum), -quarter)

	r, power := min(whole, half), max(wholePower, halfPower)
	middle := int32((int64(r) + fourthOfHalf + 1) / 2)
	q := r - fourthOfHalf
	q += q
	square := mul(q, q)
	num := mul(q, r) + mul(mul(q, square), logAlphaN)
	denom := mul(middle, logAlphaI+q+mul(logAlphaD, square)) + mul(logAlphaF, q)
	fraction := mul(Rescale(num, 0, accum), OneOverOnePlusX(denom))
	return Rescale(mul(power, logOf2)+fraction, accum, to)
}

// saturatingAdd returns the int32 nearest to a+b.
func saturatingAdd(a, b int32) int32 {
	return int32(max(min(int64(a)+int64(b), 1<<31-1), -1<<31))
}
