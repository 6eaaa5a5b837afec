package kernel

import "edged/internal/cpu"

// OpF32 is an operation on pairs of float32.
type OpF32 uint8

// The operations, and none.
const (
	NoF32 OpF32 = iota
	AddF32
	SubF32
	MulF32
)

// Run sets dst[i] to the operation of x[i*ix] and y[i*iy], clamped to [low, high]. Steps are
// 0 or 1.
func (op OpF32) Run(dst, x []float32, ix int, y []float32, iy int, low, high float32, f cpu.Features) {
	done := op.vector(dst, x, ix, y, iy, &[2]float32{low, high}, f)
	x, y = x[done*ix:], y[done*iy:]
	for i := range dst[done:] {
		a, b := x[i*ix], y[i*iy]
		switch op {
		case AddF32:
			a += b
		case SubF32:
			a -= b
		case MulF32:
			a *= b
		}
		dst[done+i] = clampF32(a, low, high)
	}
}

// ClampF32 sets dst[i] to x[i] clamped to [low, high].
func ClampF32(dst, x []float32, low, high float32, f cpu.Features) {
	for i := clampVector(dst, x, &[2]float32{low, high}, f); i < len(dst); i++ {
		dst[i] = clampF32(x[i], low, high)
	}
}

// LerpF32 mixes four slices of one length, with each operation rounded by itself: products
// that are fused would differ between processors.
//
//	dst[i] = a[i]*w[0]*w[2] + b[i]*w[1]*w[2] + c[i]*w[0]*w[3] + d[i]*w[1]*w[3]
func LerpF32(dst, a, b, c, d []float32, w *[4]float32, f cpu.Features) {
	n := len(dst)
	a, b, c, d = a[:n], b[:n], c[:n], d[:n]
	for i := lerpVector(dst, a, b, c, d, w, f); i < n; i++ {
		v := float32(float32(a[i]*w[0]) * w[2])
		v += float32(float32(b[i]*w[1]) * w[2])
		v += float32(float32(c[i]*w[0]) * w[3])
		v += float32(float32(d[i]*w[1]) * w[3])
		dst[i] = v
	}
}

// LerpBytes is LerpF32 on bytes, rounded to the nearest, halves up.
func LerpBytes(dst, a, b, c, d []byte, w *[4]float32, f cpu.Features) {
	n := len(dst)
	a, b, c, d = a[:n], b[:n], c[:n], d[:n]
	for i := lerpBytesVector(dst, a, b, c, d, w, f); i < n; i++ {
		v := float32(float32(float32(a[i])*w[0]) * w[2])
		v += float32(float32(float32(b[i])*w[1]) * w[2])
		v += float32(float32(float32(c[i])*w[0]) * w[3])
		v += float32(float32(float32(d[i])*w[1]) * w[3])
		dst[i] = byte(min(max(v+0.5, 0), 255))
	}
}
