package kernel

import (
	"unsafe"

	"edged/internal/cpu"
)

// vectorF32 is a matrix for FMA: a panel of 16 rows holds for each column the 16 weights.
type vectorF32 struct {
	rows, cols int
	panels     []float32
	bias       []float32 // up to full panels
	clamp      [2]float32
}

const rowsF32 = 16

func newVectorF32(m *MatrixF32, w []float32, f cpu.Features) *vectorF32 {
	if !f.FMA || m.cols == 0 {
		return nil
	}
	padded := roundUp(m.rows, rowsF32)
	v := &vectorF32{
		rows: m.rows, cols: m.cols, panels: make([]float32, padded*m.cols),
		bias: make([]float32, padded), clamp: [2]float32{m.output.Low, m.output.High},
	}
	copy(v.bias, m.output.Bias)
	for r := range m.rows {
		panel := v.panels[r/rowsF32*rowsF32*m.cols:]
		for c, x := range w[r*m.cols : (r+1)*m.cols] {
			panel[c*rowsF32+r%rowsF32] = x
		}
	}
	return v
}

// scratch is memory for six inputs' sums, where they cannot be written in place.
func (v *vectorF32) scratch() int {
	if v.rows%rowsF32 == 0 {
		return 0
	}
	return 6 * len(v.bias)
}

func (v *vectorF32) mul(dst []float32, stride int, p *Pieces[float32], memory []float32) {
	if v.rows%rowsF32 == 0 {
		_ = dst[(p.N-1)*stride+v.rows-1]
		if tiles := p.N / 6; tiles > 0 {
			v.tile(&dst[0], stride, p, 0, 6, tiles)
		}
		if i := p.N / 6 * 6; i < p.N {
			v.rest(dst[i*stride:], stride, p, i)
		}
		return
	}
	for i := 0; i < p.N; i += 6 {
		n := min(6, p.N-i)
		if n == 6 {
			v.tile(&memory[0], len(v.bias), p, i, 6, 1)
		} else {
			v.rest(memory, len(v.bias), p, i)
		}
		for k := range n {
			copy(dst[(i+k)*stride:][:v.rows], memory[k*len(v.bias):])
		}
	}
}

// rest computes the inputs from i on, fewer than six; dst starts with the first's.
func (v *vectorF32) rest(dst []float32, stride int, p *Pieces[float32], i int) {
	first := i
	for _, n := range [...]int{4, 2, 1} {
		if p.N-i >= n {
			v.tile(&dst[(i-first)*stride], stride, p, i, n, 1)
			i += n
		}
	}
}

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
