//go:build amd64 || arm64

package kernel

import "edged/internal/cpu"

// vectorF32 is a matrix for fused multiply-adds: a panel of 16 rows holds for each column
// the 16 weights.
type vectorF32 struct {
	rows, cols int
	panels     []float32
	bias       []float32 // up to full panels
	clamp      [2]float32
}

const rowsF32 = 16

func newVectorF32(m *MatrixF32, w []float32, f cpu.Features) *vectorF32 {
	if !f.FMA && !f.NEON || m.cols == 0 {
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

// scratch is memory for the sums of a tile's inputs, where they cannot be written in place.
func (v *vectorF32) scratch() int {
	if v.rows%rowsF32 == 0 {
		return 0
	}
	return tileF32 * len(v.bias)
}

func (v *vectorF32) mul(dst []float32, stride int, p *Pieces[float32], memory []float32) {
	if v.rows%rowsF32 == 0 {
		_ = dst[(p.N-1)*stride+v.rows-1]
		if tiles := p.N / tileF32; tiles > 0 {
			v.tile(&dst[0], stride, p, 0, tileF32, tiles)
		}
		if i := p.N / tileF32 * tileF32; i < p.N {
			v.rest(dst[i*stride:], stride, p, i)
		}
		return
	}
	for i := 0; i < p.N; i += tileF32 {
		n := min(tileF32, p.N-i)
		if n == tileF32 {
			v.tile(&memory[0], len(v.bias), p, i, tileF32, 1)
		} else {
			v.rest(memory, len(v.bias), p, i)
		}
		for k := range n {
			copy(dst[(i+k)*stride:][:v.rows], memory[k*len(v.bias):])
		}
	}
}

// rest computes the inputs from i on, fewer than a tile; dst starts with the first's.
func (v *vectorF32) rest(dst []float32, stride int, p *Pieces[float32], i int) {
	first := i
	for _, n := range restF32 {
		if p.N-i >= n {
			v.tile(&dst[(i-first)*stride], stride, p, i, n, 1)
			i += n
		}
	}
}
