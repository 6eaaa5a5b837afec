package kernel

import "unsafe"

// tileF32 is how many inputs are computed at once, and restF32 how many of those that are
// left: one after the other.
const tileF32 = 4

var restF32 = [...]int{1, 1, 1}

// tile computes tiles times n inputs from i on.
func (v *vectorF32) tile(dst *float32, stride int, p *Pieces[float32], i, n, tiles int) {
	x, step, panels := unsafe.Pointer(&p.X[0]), p.Step*4, len(v.bias)/rowsF32
	if n == tileF32 {
		mul4F32(dst, stride*4, x, p.Every*8, p.Count, p.Length, step, &v.panels[0], &v.bias[0], &v.clamp, panels, i*step, tiles)
		return
	}
	mul1F32(dst, stride*4, x, p.Every*8, p.Count, p.Length, step, &v.panels[0], &v.bias[0], &v.clamp, panels, i*step, tiles)
}

// mul4F32 computes tiles times four inputs in pieces, as Pieces has them; every, step, from
// and dstStride are in bytes.
//
//	for i := range tiles * 4 {
//		for r := range panels * 16 {
//			s, c := bias[r], 0
//			for k := range count {
//				for j := range length {
//					s, c = s + x[k][from+i*step+j] * w[r/16][c][r%16], c+1
//				}
//			}
//			dst[i*dstStride+r] = clampF32(s, clamp[0], clamp[1])
//		}
//	}
//
//go:noescape
func mul4F32(dst *float32, dstStride int, x unsafe.Pointer, every, count, length, step int, w, bias *float32, clamp *[2]float32, panels, from, tiles int)

// mul1F32 is mul4F32 for tiles inputs.
//
//go:noescape
func mul1F32(dst *float32, dstStride int, x unsafe.Pointer, every, count, length, step int, w, bias *float32, clamp *[2]float32, panels, from, tiles int)
