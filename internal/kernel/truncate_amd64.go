package kernel

import "edged/internal/cpu"

// truncateVector does what it can of Truncate, multiples of eight elements, and returns how
// many.
func truncateVector(dst []int32, x []float32, f cpu.Features) int {
	n := len(x) / 8
	if !f.AVX2 || n == 0 {
		return 0
	}
	truncateAVX2(&dst[0], &x[0], n)
	return n * 8
}

// truncateAVX2 sets dst[i] to truncate(x[i]) for i below eights*8.
//
//go:noescape
func truncateAVX2(dst *int32, x *float32, eights int)
