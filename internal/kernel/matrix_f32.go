package kernel

import "edged/internal/cpu"

// MatrixF32 is a float32 matrix packed at load for the processor, with the bias and the
// range of what is computed with it.
type MatrixF32 struct {
	rows, cols int
	plain      *WeightsF32
	output     OutputF32
	vector     *vectorF32 // instead of plain
}

// PackMatrixF32 packs a matrix of rows rows and len(w)/rows columns, given row by row.
func PackMatrixF32(w []float32, rows int, o OutputF32, f cpu.Features) *MatrixF32 {
	m := &MatrixF32{rows: rows, cols: len(w) / rows, output: o}
	if m.vector = newVectorF32(m, w, f); m.vector == nil {
		m.plain = PackF32(w, rows)
	}
	return m
}

// Scratch returns how many elements of memory Mul needs.
func (m *MatrixF32) Scratch() int {
	if m.vector != nil {
		return m.vector.scratch()
	}
	return Pixels * (m.cols + m.plain.PaddedRows())
}

// Mul computes, for each of p.N inputs x and each row r of the matrix w,
//
//	dst[i*stride+r] = min(max(bias[r] + sum over c of w[r][c] * x[c], low), high)
//
// in any order of addition.
func (m *MatrixF32) Mul(dst []float32, stride int, p *Pieces[float32], memory []float32) {
	if m.vector != nil {
		m.vector.mul(dst, stride, p, memory)
		return
	}
	var x, acc [Pixels][]float32
	for k := range Pixels {
		x[k], memory = memory[:m.cols], memory[m.cols:]
		acc[k], memory = memory[:m.plain.PaddedRows()], memory[m.plain.PaddedRows():]
	}
	for i := 0; i < p.N; i += Pixels {
		n := min(Pixels, p.N-i)
		for k := range n {
			p.copyTo(x[k], i+k)
		}
		if n == 1 {
			m.plain.Mul1(acc[0], x[0])
		} else {
			m.plain.Mul3(&acc, &x)
		}
		for k := range n {
			m.output.Store(dst[(i+k)*stride:][:m.rows], acc[k])
		}
	}
}
