package fixedpoint

import (
	"math"
	"math/bits"
)

// Constants of InvSqrt, raw.
const (
	oneAndHalfF3 = 1<<28 + 1<<27 // 3/2, three integer bits
	oneF3        = 1 << 28       // 1, three integer bits
	halfSqrt2    = 1518500250    // sqrt(2)/2, no integer bits
)

// InvSqrt returns 1/sqrt(x) for x > 0: five Newton-Raphson steps, as in TFLite's
// GetInvSqrtQuantizedMultiplierExp (common.h) with its shift to the left.
func InvSqrt(x int32) Multiplier {
	if x <= 1 {
		return Multiplier{math.MaxInt32, 0}
	}
	mul := SaturatingRoundingDoublingHighMul
	right := 11
	for x >= 1<<29 {
		x /= 4
		right++
	}
	pairs := (bits.LeadingZeros32(uint32(x))-1)/2 - 1
	right -= pairs
	half := RoundingDivideByPOT(x<<uint(2*pairs)>>1, 1) // three integer bits
	y := int32(oneF3)
	for range 5 {
		cube := SaturatingLeftShift(mul(mul(y, y), y), 6)
		y = SaturatingLeftShift(mul(oneAndHalfF3, y)-mul(half, cube), 3)
	}
	y = mul(y, halfSqrt2)
	if right < 0 {
		return Multiplier{y << uint(-right), 0}
	}
	return Multiplier{y, -right}
}
