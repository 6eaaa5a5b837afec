package kernel

import "edged/internal/cpu"

// SumRows adds rows of len(acc) elements to acc, one after the other, so that each float32
// is rounded as in a loop over the rows.
//
//	for r := range len(x) / len(acc) {
//		for i := range acc {
//			acc[i] += S(x[r*len(acc)+i])
//		}
//	}
func SumRows[T Number, S Number](acc []S, x []T) { sumRowsFrom(acc, x, 0) }

// sumRowsFrom is SumRows for the columns from one on.
func sumRowsFrom[T Number, S Number](acc []S, x []T, from int) {
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

// SumRowsF32 is SumRows for float32.
func SumRowsF32(acc, x []float32, f cpu.Features) {
	sumRowsFrom(acc, x, sumRowsVector(acc, x, f))
}

// SumRowsInt8 is SumRows for int8.
func SumRowsInt8(acc []int32, x []int8, f cpu.Features) {
	sumRowsFrom(acc, x, sumRowsInt8Vector(acc, x, f))
}

// SumRowsUInt8 is SumRows for uint8.
func SumRowsUInt8(acc []int32, x []uint8, f cpu.Features) {
	sumRowsFrom(acc, x, sumRowsUInt8Vector(acc, x, f))
}
