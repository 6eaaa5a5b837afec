package kernel

import "edged/internal/cpu"

// BilinearColumn says which two elements of a row of pixels a pixel of the output starts
// at, and the weights of both.
type BilinearColumn[T float32 | int32] struct {
	Lo, Hi     int32
	LoBy, HiBy T
}

// BilinearFloat interpolates between the pixels of two rows that are weighted already:
//
//	dst[x*depth+k] = top[lo+k]*lb + bottom[lo+k]*lb + top[hi+k]*hb + bottom[hi+k]*hb
//
// in float32, each product and sum rounded, from left to right, where lo, hi, lb and hb are
// those of cols[x]; halves go up. Results before rounding are in (-1, 256).
func BilinearFloat(dst []byte, top, bottom []float32, cols []BilinearColumn[float32], depth int, f cpu.Features) {
	if len(cols) == 0 || bilinearFloat(dst, top, bottom, cols, depth, f) {
		return
	}
	for x, c := range cols {
		to := dst[x*depth:][:depth]
		p, q := top[c.Lo:][:depth], bottom[c.Lo:][:depth]
		r, s := top[c.Hi:][:depth], bottom[c.Hi:][:depth]
		for k := range to {
			v := float32(p[k]*c.LoBy) + float32(q[k]*c.LoBy)
			v += float32(r[k] * c.HiBy)
			v += float32(s[k] * c.HiBy)
			to[k] = byte(int32(v + 0.5))
		}
	}
}

// BilinearFixed interpolates between the pixels of a row:
//
//	dst[x*depth+k] = (row[lo+k]*lb + row[hi+k]*hb) / 2^20
//
// rounded to nearest, halves away from zero. Results are int8, as bytes.
func BilinearFixed(dst []byte, row []int32, cols []BilinearColumn[int32], depth int, f cpu.Features) {
	if len(cols) == 0 || bilinearFixed(dst, row, cols, depth, f) {
		return
	}
	for x, c := range cols {
		to := dst[x*depth:][:depth]
		p, q := row[c.Lo:][:depth], row[c.Hi:][:depth]
		for k := range to {
			v := p[k]*c.LoBy + q[k]*c.HiBy
			to[k] = byte((v + v>>31 + 1<<19) >> 20)
		}
	}
}

// ScaleBytes sets dst[i] to x[i]*by in float32.
func ScaleBytes(dst []float32, x []byte, by float32, f cpu.Features) {
	n := scaleBytes(dst, x, by, f)
	dst, x = dst[n:len(x)], x[n:]
	for i, v := range x {
		dst[i] = float32(v) * by
	}
}
