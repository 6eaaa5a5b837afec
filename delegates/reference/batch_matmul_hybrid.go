package reference

import (
	"errors"

	"edged/models/graph"
)

// batchMatMulHybrid quantizes each row of a float32 left side on the fly.
func batchMatMulHybrid(p *prep, s matmulShape, symmetric bool) (kernel, error) {
	y := p.in(1)
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
	steps := hybridSteps(p, s)
	return hybridMatmul(p, s, symmetric, nil, scales, func(batch int) int {
		at := 0
		for i, b := range s.index(batch) {
			at += b * steps[i]
		}
		return at
	}), nil
}

// hybridMatmul quantizes rows by how, nil for TFLite's way. scales are those of the right
// side's columns; firstRow returns which row's scale is that of a batch's first.
func hybridMatmul(p *prep, s matmulShape, symmetric bool, how quantizer, scales []float32, firstRow func(batch int) int) kernel {
	x, y, out := p.in(0), p.in(1), p.out(0)
	q := newOnTheFly(p, x, graph.Elems(x.Shape[:len(x.Shape)-2])*s.m, symmetric)
	q.how = how
	if s.adjX {
		q.in = p.scratch(graph.Float32, x.Elems())
	}
	d := newMatmul(p, s, q.quantized, y, nil, reserve8(0))
	m, adjX := s.m, s.adjX
	d.adjX = false
	sums := make([]int32, y.Elems()/max(s.k, 1)) // of every column of every matrix
	step, next := 1, s.n
	if s.adjY {
		step, next = s.k, 1
	}
	d.before = func() {
		if adjX {
			transposeMatrices(view[float32](q.in), view[float32](x), m, s.k)
		}
		q.quantize()
		for at := 0; !symmetric && at < len(sums); at += s.n {
			sumColumns(sums[at:at+s.n], view[int8](y)[at*s.k:], s.k, step, next)
		}
	}
	d.end = func(batch, row, first int, _ []int8, acc []int32) {
		at := firstRow(batch) + row
		_, matrix := s.at(batch)
		dst := view[float32](out)[(batch*m+row)*s.n+first:][:len(acc)]
		for c, v := range acc {
			dst[c] = q.scales[at] * scales[first+c] * float32(v-q.zeros[at]*sums[matrix*s.n+first+c])
		}
	}
	return d
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
