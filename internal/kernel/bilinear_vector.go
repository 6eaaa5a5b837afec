//go:build amd64 || arm64

package kernel

import "edged/internal/cpu"

// bilinearFloat reports whether it did BilinearFloat's work.
func bilinearFloat(dst []byte, top, bottom []float32, cols []BilinearColumn[float32], depth int, f cpu.Features) bool {
	if !f.Vectors() || depth < 8 {
		return false
	}
	_ = dst[len(cols)*depth-1]
	bilinearFloatVectors(&dst[0], &top[0], &bottom[0], &cols[0], len(cols), depth)
	return true
}

func bilinearFixed(dst []byte, row []int32, cols []BilinearColumn[int32], depth int, f cpu.Features) bool {
	if !f.Vectors() || depth < 8 {
		return false
	}
	_ = dst[len(cols)*depth-1]
	bilinearFixedVectors(&dst[0], &row[0], &cols[0], len(cols), depth)
	return true
}

// scaleBytes scales a multiple of eight bytes, and returns how many.
func scaleBytes(dst []float32, x []byte, by float32, f cpu.Features) int {
	n := len(x) &^ 7
	if !f.Vectors() || n == 0 {
		return 0
	}
	_ = dst[n-1]
	scaleBytesVectors(&dst[0], &x[0], by, n)
	return n
}

// bilinearFloatVectors is BilinearFloat for n columns and at least eight channels.
//
//go:noescape
func bilinearFloatVectors(dst *byte, top, bottom *float32, cols *BilinearColumn[float32], n, depth int)

// bilinearFixedVectors is BilinearFixed for n columns and at least eight channels.
//
//go:noescape
func bilinearFixedVectors(dst *byte, row *int32, cols *BilinearColumn[int32], n, depth int)

// scaleBytesVectors is ScaleBytes for n bytes, a multiple of eight.
//
//go:noescape
func scaleBytesVectors(dst *float32, x *byte, by float32, n int)
