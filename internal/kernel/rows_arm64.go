package kernel

import "edged/internal/cpu"

func sumRowsVector(acc, x []float32, f cpu.Features) int {
	n := len(acc) / 4
	if !f.NEON || n == 0 || len(x) < len(acc) {
		return 0
	}
	addRowsNEON(&acc[0], &x[0], n, len(x)/len(acc), len(acc)*4)
	return n * 4
}

func sumRowsInt8Vector([]int32, []int8, cpu.Features) int { return 0 }

func sumRowsUInt8Vector([]int32, []uint8, cpu.Features) int { return 0 }

// addRowsNEON adds rows of fours*4 columns, stride bytes apart.
//
//	for r := range rows {
//		for i := range fours * 4 {
//			acc[i] += x[r*stride+i]
//		}
//	}
//
//go:noescape
func addRowsNEON(acc, x *float32, fours, rows, stride int)
