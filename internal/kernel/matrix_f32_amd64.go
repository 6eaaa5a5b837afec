package kernel

import "unsafe"

// tileF32 is how many inputs are computed at once, and restF32 how many of those that are
// left.
const tileF32 = 6

var restF32 = [...]int{4, 2, 1}

// tile computes tiles times n inputs from i on.
func (v *vectorF32) tile(dst *float32, stride int, p *Pieces[float32], i, n, tiles int) {
	x, step, panels := unsafe.Pointer(&p.X[0]), p.Step*4, len(v.bias)/rowsF32
	switch n {
	case 6:
		mul6F32(dst, stride*4, x, p.Every*8, p.Count, p.Length, step, &v.panels[0], &v.bias[0], &v.clamp, panels, i*step, tiles)
	case 4:
		mul4F32(dst, stride*4, x, p.Every*8, p.Count, p.Length, step, &v.panels[0], &v.bias[0], &v.clamp, panels, i*step)
	case 2:
		mul2F32(dst, stride*4, x, p.Every*8, p.Count, p.Length, step, &v.panels[0], &v.bias[0], &v.clamp, panels, i*step)
	case 1:
		mul1F32(dst, stride*4, x, p.Every*8, p.Count, p.Length, step, &v.panels[0], &v.bias[0], &v.clamp, panels, i*step)
	}
}

// mul6F32 computes tiles times six inputs in pieces, as Pieces has them; every, step, from
// and dstStride are in bytes.
//
//	for i := range tiles * 6 {
//		for r := range panels * 16 {
//			s, c := float32(0), 0
//			for k := range count {
//				for j := range length {
//					s, c = s + x[k][from+i*step+j] * w[r/16][c][r%16], c+1
//				}
//			}
//			dst[i*dstStride+r] = clampF32(s+bias[r], clamp[0], clamp[1])
//		}
//	}
//
//go:noescape
func mul6F32(dst *float32, dstStride int, x unsafe.Pointer, every, count, length, step int, w, bias *float32, clamp *[2]float32, panels, from, tiles int)

// mul4F32 is mul6F32 for four inputs.
//
//go:noescape
func mul4F32(dst *float32, dstStride int, x unsafe.Pointer, every, count, length, step int, w, bias *float32, clamp *[2]float32, panels, from int)

// mul2F32 is mul6F32 for two inputs.
//
//go:noescape
func mul2F32(dst *float32, dstStride int, x unsafe.Pointer, every, count, length, step int, w, bias *float32, clamp *[2]float32, panels, from int)

// mul1F32 is mul6F32 for one input.
//
//go:noescape
func mul1F32(dst *float32, dstStride int, x unsafe.Pointer, every, count, length, step int, w, bias *float32, clamp *[2]float32, panels, from int)
