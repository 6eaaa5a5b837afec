package reference

import (
	"math"

	"edged/internal/fixedpoint"
	"edged/models/graph"
)

// buildL2Pool2D takes float32: the root of the mean square of a window's cells (TFLite's
// L2Pool, reference/pooling.h).
func buildL2Pool2D(p *prep) (kernel, error) {
	a, err := newPool(p)
	if err != nil {
		return nil, err
	}
	if a.in.Type != graph.Float32 || a.out.Type != a.in.Type {
		return nil, p.noType()
	}
	lo, hi, err := fixedpoint.ActivationRangeFloat(p.op.Options.(*graph.Pool2DOptions).FusedActivationFunction)
	if err != nil {
		return nil, err
	}
	return parallel{a.units(), func(from, to, _ int) error {
		src, dst := view[float32](a.in), view[float32](a.out)
		for pixel := from * a.outW; pixel < to*a.outW; pixel++ {
			w := a.window(pixel)
			sums := dst[pixel*a.inC : (pixel+1)*a.inC]
			sumSquares(sums, src, w)
			n := float32(w.cells(a.inC))
			for c, s := range sums {
				sums[c] = min(max(float32(math.Sqrt(float64(s/n))), lo), hi)
			}
		}
		return nil
	}}, nil
}

// sumSquares adds up the squares of the cells of a window by channel.
func sumSquares(sums, src []float32, w window) {
	clear(sums)
	for l := range w.lines {
		for i, v := range src[w.at+l*w.step:][:w.length] {
			sums[i%len(sums)] += v * v
		}
	}
}
