package kernel

import "edged/internal/cpu"

// sumRowsVector does what it can of SumRowsF32, multiples of eight columns, and returns how
// many.
func sumRowsVector(acc, x []float32, f cpu.Features) int {
	return addColumns(acc, x, sumRowsF32AVX2, f)
}

func sumRowsInt8Vector(acc []int32, x []int8, f cpu.Features) int {
	return addColumns(acc, x, sumRowsInt8AVX2, f)
}

func sumRowsUInt8Vector(acc []int32, x []uint8, f cpu.Features) int {
	return addColumns(acc, x, sumRowsUInt8AVX2, f)
}

func addColumns[T, S any](acc []S, x []T, add func(acc *S, x *T, stride, rows, columns int), f cpu.Features) int {
	n := len(acc) &^ 7
	if !f.AVX2 || n == 0 || len(x) < len(acc) {
		return 0
	}
	add(&acc[0], &x[0], len(acc), len(x)/len(acc), n)
	return n
}

// sumRowsF32AVX2 adds rows of stride elements to columns sums, a multiple of eight.
//
//	for r := range rows {
//		for i := range columns {
//			acc[i] += x[r*stride+i]
//		}
//	}
//
//go:noescape
func sumRowsF32AVX2(acc, x *float32, stride, rows, columns int)

// sumRowsInt8AVX2 is sumRowsF32AVX2 for int8.
//
//go:noescape
func sumRowsInt8AVX2(acc *int32, x *int8, stride, rows, columns int)

// sumRowsUInt8AVX2 is sumRowsF32AVX2 for uint8.
//
//go:noescape
func sumRowsUInt8AVX2(acc *int32, x *uint8, stride, rows, columns int)
