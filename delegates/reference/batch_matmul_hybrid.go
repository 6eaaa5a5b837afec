package reference

import (
	"errors"

	"edged/models/graph"
)

// batchMatMulHybrid quantizes each row of a float32 left side on the fly.
func batchMatMulHybrid(p *prep, s matmulShape, symmetric bool) (kernel, error) {
	x, y, out := p.in(0), p.in(1), p.out(0)
	scales, err := filterScales(y, y.channelAxis(s.adjY), s.n)
	if err != nil {
		return nil, err
	}
	if _, err := filterZero(y, true); err != nil {
		return nil, err
	}
	if !symmetric && y.Elems() != s.n*s.k {
		return nil, errors.New("asymmetric inputs with several int8 matrices are not supported")
	}
	rows := graph.Elems(x.Shape[:len(x.Shape)-2]) * s.m
	q := newOnTheFly(p, x, rows, symmetric)
	if s.adjX {
		t := p.scratch(graph.Float32, x.Elems())
		q.in = t
	}
	sums := make([]int32, s.n)
	d := newMatmul(p, s, q.quantized, y, nil, reserve8(0))
	m, adjX := s.m, s.adjX
	d.adjX = false
	d.before = func() {
		if adjX {
			transposeMatrices(view[float32](q.in), view[float32](x), m, s.k)
		}
		q.quantize()
		if !symmetric {
			step, next := 1, s.n
			if s.adjY {
				step, next = s.k, 1
			}
			sumColumns(sums, view[int8](y), s.k, step, next)
		}
	}
	steps := hybridSteps(p, s)
	d.end = func(batch, row, first int, _ []int8, acc []int32) {
		at := row
		for i, b := range s.index(batch) {
			at += b * steps[i]
		}
		dst := view[float32](out)[(batch*m+row)*s.n+first:][:len(acc)]
		for c, v := range acc {
			dst[c] = q.scales[at] * scales[first+c] * float32(v-q.zeros[at]*sums[first+c])
		}
	}
	return d, nil
}

// hybridSteps returns how far the scales of a batch's rows lie apart along each dimension.
// LiteRT's kernel steps by one matrix along all dimensions in which the left side does not
// repeat, which is right for the last of them only. Before it does, it takes the last
// dimension for rows where the right side repeats in it.
func hybridSteps(p *prep, s matmulShape) (steps [maxBatchDims]int) {
	x, y := p.in(0).Shape, p.in(1).Shape
	m, last := s.m, maxBatchDims-1
	merged := !s.adjX && len(x) > 2 && len(y) > 2 && fromEnd(y, 3) == 1
	if merged {
		m *= fromEnd(x, 3)
	}
	for i := range steps {
		if s.stepX[i] != 0 {
			steps[i] = m
		}
	}
	if merged {
		steps[last] = s.stepX[last] * s.m
	}
	return steps
}

// channelAxis is the dimension of a right-hand side's columns.
func (v *value) channelAxis(adjY bool) int {
	if adjY {
		return len(v.Shape) - 2
	}
	return len(v.Shape) - 1
}

// transposeMatrices turns matrices of k rows and m columns.
func transposeMatrices(dst, src []float32, m, k int) {
	for len(src) > 0 && m*k > 0 {
		for r := range m {
			for c := range k {
				dst[r*k+c] = src[c*m+r]
			}
		}
		dst, src = dst[m*k:], src[m*k:]
	}
}
