package kernel

import "edged/internal/cpu"

// ReserveMatrix makes a matrix of up to rows rows and of cols columns, at least one of
// each, for Repack.
func ReserveMatrix(rows, cols int, f cpu.Features) *Matrix {
	m := PackMatrix(make([]int8, rows*cols), rows, f)
	if m.plain != nil {
		m.plain = ReserveWeights(rows, cols)
	}
	return m
}

// Repack makes a matrix of ReserveMatrix the one whose element in row r and column c is
// src[r*rowStep+c*colStep], of which one step is 1. rows is at most what was reserved; the
// sums of the rows that are left are undefined.
func (m *Matrix) Repack(src []int8, rows, rowStep, colStep int) {
	m.way.repack(m, src, rows, rowStep, colStep)
}

// Rebias gives an Output other biases. It writes to the slice that the Output was made of.
func (o *Output) Rebias(bias []int32) {
	for i := range o.channels {
		o.channels[i].bias = bias[i]
	}
	copy(o.bias, bias)
	if o.vector != nil {
		o.vector.rebias(bias)
	}
}
