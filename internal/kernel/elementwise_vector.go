//go:build amd64 || arm64

package kernel

import "edged/internal/cpu"

// vector does what it can of Run, multiples of eight elements, and returns how many.
func (op OpF32) vector(dst, x []float32, ix int, y []float32, iy int, clamp *[2]float32, f cpu.Features) int {
	n := len(dst) / 8
	if !f.Vectors() || n == 0 {
		return 0
	}
	var xs, ys [8]float32 // of operands that repeat
	px, py := &x[0], &y[0]
	if ix == 0 {
		xs = eight(x[0])
		px = &xs[0]
	}
	if iy == 0 {
		ys = eight(y[0])
		py = &ys[0]
	}
	switch op {
	case AddF32:
		addF32Vectors(&dst[0], px, 32*ix, py, 32*iy, n, clamp)
	case SubF32:
		subF32Vectors(&dst[0], px, 32*ix, py, 32*iy, n, clamp)
	case MulF32:
		mulF32Vectors(&dst[0], px, 32*ix, py, 32*iy, n, clamp)
	default:
		return 0
	}
	return n * 8
}

func eight[T byte | float32](x T) [8]T { return [8]T{x, x, x, x, x, x, x, x} }

func clampVector(dst, x []float32, clamp *[2]float32, f cpu.Features) int {
	n := len(dst) / 8
	if !f.Vectors() || n == 0 {
		return 0
	}
	clampF32Vectors(&dst[0], &x[0], n, clamp)
	return n * 8
}

func lerpVector(dst, a, b, c, d []float32, w *[4]float32, f cpu.Features) int {
	n := len(dst) / 8
	if !f.Vectors() || n == 0 {
		return 0
	}
	lerpF32Vectors(&dst[0], &a[0], &b[0], &c[0], &d[0], n, w)
	return n * 8
}

// lerpBytesVector computes all if there are eight or more: the last eight may be partly
// those before.
func lerpBytesVector(dst, a, b, c, d []byte, w *[4]float32, f cpu.Features) int {
	n := len(dst)
	if !f.Vectors() || n < 8 {
		return 0
	}
	lerpBytesVectors(&dst[0], &a[0], &b[0], &c[0], &d[0], 0, n&^7, w)
	if n%8 > 0 {
		lerpBytesVectors(&dst[0], &a[0], &b[0], &c[0], &d[0], n-8, n, w)
	}
	return n
}

// lerpBytesVectors does what LerpBytes does for i from one on below n, which are a multiple of
// eight apart.
//
//	for i := from; i < n; i++ {
//		v := a[i]*w[0]*w[2] + b[i]*w[1]*w[2] + c[i]*w[0]*w[3] + d[i]*w[1]*w[3] + 0.5
//		dst[i] = byte(min(max(v, 0), 255))
//	}
//
//go:noescape
func lerpBytesVectors(dst, a, b, c, d *byte, from, n int, w *[4]float32)

// lerpF32Vectors does what LerpF32 does, for eights*8 elements.
//
//	for i := range eights * 8 {
//		dst[i] = a[i]*w[0]*w[2] + b[i]*w[1]*w[2] + c[i]*w[0]*w[3] + d[i]*w[1]*w[3]
//	}
//
//go:noescape
func lerpF32Vectors(dst, a, b, c, d *float32, eights int, w *[4]float32)

// addF32Vectors adds eights*8 elements; steps are the bytes from one eight to the next.
//
//	for i := range eights {
//		for k := range 8 {
//			dst[i*8+k] = clampF32(x[i*xStep+k]+y[i*yStep+k], clamp[0], clamp[1])
//		}
//	}
//
//go:noescape
func addF32Vectors(dst, x *float32, xStep int, y *float32, yStep, eights int, clamp *[2]float32)

// subF32Vectors is addF32Vectors with a difference.
//
//go:noescape
func subF32Vectors(dst, x *float32, xStep int, y *float32, yStep, eights int, clamp *[2]float32)

// mulF32Vectors is addF32Vectors with a product.
//
//go:noescape
func mulF32Vectors(dst, x *float32, xStep int, y *float32, yStep, eights int, clamp *[2]float32)

// clampF32Vectors sets dst[i] to clampF32(x[i], clamp[0], clamp[1]) for i below eights*8.
//
//go:noescape
func clampF32Vectors(dst, x *float32, eights int, clamp *[2]float32)
