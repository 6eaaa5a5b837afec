package kernel

import "edged/internal/cpu"

// AddRows adds rows of len(acc) elements to acc, one after the other, so that each float32
// is rounded as in a loop over the rows.
//
//	for r := range len(x) / len(acc) {
//		for i := range acc {
//			acc[i] += S(x[r*len(acc)+i])
//		}
//	}
func AddRows[T Number, S Number](acc []S, x []T) { addRowsFrom(acc, x, 0) }

// addRowsFrom is AddRows for the columns from one on.
func addRowsFrom[T Number, S Number](acc []S, x []T, from int) {
	n := len(acc)
	if from == n {
		return
	}
	for ; len(x) >= n; x = x[n:] {
		row := x[from:n]
		to := acc[from:][:len(row)]
		for i, v := range row {
			to[i] += S(v)
		}
	}
}

// AddRowsF32 is AddRows for float32.
func AddRowsF32(acc, x []float32, f cpu.Features) {
	addRowsFrom(acc, x, addRowsVector(acc, x, f))
}

// AddRowsInt8 is AddRows for int8.
func AddRowsInt8(acc []int32, x []int8, f cpu.Features) {
	addRowsFrom(acc, x, addRowsInt8Vector(acc, x, f))
}

// AddRowsUInt8 is AddRows for uint8.
func AddRowsUInt8(acc []int32, x []uint8, f cpu.Features) {
	addRowsFrom(acc, x, addRowsUInt8Vector(acc, x, f))
}
