package kernel

import (
	"math"

	"edged/internal/cpu"
)

// Truncate sets dst[i] to x[i] rounded towards zero, or to the end of the range that it lies
// beyond; what is not a number becomes the greatest. dst is as long as x.
func Truncate(dst []int32, x []float32, f cpu.Features) {
	dst = dst[:len(x)]
	for i := truncateVector(dst, x, f); i < len(x); i++ {
		dst[i] = truncate(x[i])
	}
}

func truncate(x float32) int32 {
	switch {
	case x < math.MinInt32:
		return math.MinInt32
	case x < 1<<31:
		return int32(x)
	}
	return math.MaxInt32
}
