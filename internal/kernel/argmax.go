package kernel

import "edged/internal/cpu"

// ArgMax sets dst[i] to the index of the greatest element of the row x[i*n:(i+1)*n], the
// first of equals. Elements are compared as uint8 once they are flipped; n is above 0.
func ArgMax[T int32 | int64](dst []T, x []byte, n int, flip byte, f cpu.Features) {
	if n >= 16 && f.Vectors() && len(dst) > 0 {
		argMaxRows(dst, x[:len(dst)*n], n, flip)
		return
	}
	for i := range dst {
		best := uint32(0)
		index := 0
		for k, v := range x[i*n : (i+1)*n] {
			if v := uint32(v^flip) + 1; v > best {
				best, index = v, k
			}
		}
		dst[i] = T(index)
	}
}
