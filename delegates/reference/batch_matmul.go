package reference

import (
	"fmt"

	"edged/internal/fixedpoint"
	loop "edged/internal/kernel"
	"edged/models/graph"
)

// buildBatchMatMul takes float32; int8 with an int8 or int32 output; int16 with an int16
// or int8 right side; and float32 with an int8 right side (TFLite's
// reference/batch_matmul.h).
func buildBatchMatMul(p *prep) (kernel, error) {
	return batchMatMul(p, batchMultiplier{batchOutput, batchMatMulHybrid})
}

// batchMultiplier is what kernel sets differ in: the end of count columns of an 8-bit
// product, m its multiplier, and the kernel for a float32 left side and an int8 right one.
type batchMultiplier struct {
	output func(p *prep, m fixedpoint.Multiplier, count int) *loop.Output
	hybrid func(p *prep, s matmulShape, symmetric bool) (kernel, error)
}

func batchMatMul(p *prep, set batchMultiplier) (kernel, error) {
	o := p.op.Options.(*graph.BatchMatMulOptions)
	x, y, out := p.in(0), p.in(1), p.out(0)
	if out.Elems() == 0 {
		return serial(func() error { return nil }), nil
	}
	s, err := newMatmulShape(x.Shape, y.Shape, out.Shape, o.AdjX, o.AdjY)
	if err != nil {
		return nil, err
	}
	xt, yt, t := x.Type, y.Type, out.Type
	switch {
	case xt == graph.Float32 && yt == xt && t == xt:
		return newMatmul(p, s, x, y, storeSums[float32](s, out), columnsOf(s, y, 0, reserveF32)), nil
	case xt == graph.Float32 && yt == graph.Int8 && t == xt:
		return set.hybrid(p, s, !o.AsymmetricQuantizeInputs)
	case xt == graph.Int8 && yt == xt && t == graph.Int32:
		return newMatmul(p, s, x, y, storeInt8Sums(s, out), columnsOf(s, y, 0, reserve8(0))), nil
	case xt == graph.Int8 && yt == xt && t == xt:
		return batchMatMul8(p, s, set)
	case xt == graph.Int16 && yt == xt && t == xt:
		return batchMatMul16[int16](p, s)
	case xt == graph.Int16 && yt == graph.Int8 && t == xt:
		return batchMatMul16[int8](p, s)
	}
	return nil, p.noType()
}

// columnsOf packs the right side y, unless it changes and few rows meet it.
func columnsOf[T, S number](s matmulShape, y *value, zx S, packed func(count, depth int) columns[T, T, S]) func(count, depth int) columns[T, T, S] {
	if !y.constant && s.m < loop.Pixels {
		return reserveInPlace[T](zx)
	}
	return packed
}

// storeSums stores sums as they are.
func storeSums[S float32 | int32](s matmulShape, out *value) matmulEnding[S, S] {
	return func(batch, row, first int, _, sums []S) {
		copy(view[S](out)[(batch*s.m+row)*s.n+first:], sums)
	}
}

func storeInt8Sums(s matmulShape, out *value) matmulEnding[int8, int32] {
	store := storeSums[int32](s, out)
	return func(batch, row, first int, _ []int8, sums []int32) { store(batch, row, first, nil, sums) }
}

// productMultiplier is the one multiplier of a product; the product of the scales is a
// float32 (TFLite's GetQuantizedConvolutionMultipler, kernel_util.cc).
func productMultiplier(x, y, out *value) (fixedpoint.Multiplier, error) {
	if y.PerChannel() {
		return fixedpoint.Multiplier{}, fmt.Errorf("tensor %s is quantized per channel, for which LiteRT's kernel has no scale", y.Name)
	}
	q, err := affines(x, y, out)
	if err != nil {
		return fixedpoint.Multiplier{}, err
	}
	return fixedpoint.QuantizeMultiplier(float64(q[0].scale*q[1].scale) / float64(q[2].scale))
}

func batchOutput(p *prep, m fixedpoint.Multiplier, count int) *loop.Output {
	lo, hi := intRange(p.out(0).Type)
	return loop.NewOutput(p.out(0).ZeroPoint(), lo, hi, make([]int32, count), fill(m, count))
}

func batchMatMul8(p *prep, s matmulShape, set batchMultiplier) (kernel, error) {
	x, y, out := p.in(0), p.in(1), p.out(0)
	m, err := productMultiplier(x, y, out)
	if err != nil {
		return nil, err
	}
	output := func(count int) *loop.Output { return set.output(p, m, count) }
	if s.k > 0 && s.k <= maxDepth8 && (s.m >= loop.Pixels || y.constant) {
		return newMatmul8(p, s, output), nil
	}
	zx, zy := x.ZeroPoint(), y.ZeroPoint()
	whole, rest := output(min(s.width, s.n)), output(s.n%s.width)
	end := func(batch, row, first int, x []int8, sums []int32) {
		var add int32
		if zy != 0 {
			add = int32(int64(s.k)*int64(zx)*int64(zy)) - zy*loop.Sum(x)
		}
		o := whole
		if len(sums) < s.width {
			o = rest
		}
		o.Store(out.Data[(batch*s.m+row)*s.n+first:][:len(sums)], sums, add)
	}
	return newMatmul(p, s, x, y, end, columnsOf(s, y, zx, reserve8(zx))), nil
}

func batchMatMul16[Y int8 | int16](p *prep, s matmulShape) (kernel, error) {
	x, y, out := p.in(0), p.in(1), p.out(0)
	m, err := productMultiplier(x, y, out)
	if err != nil {
		return nil, err
	}
	if x.ZeroPoint() != 0 || y.ZeroPoint() != 0 || out.ZeroPoint() != 0 {
		return nil, fmt.Errorf("zero points of int16 products must be 0")
	}
	scale, err := fixed64([]fixedpoint.Multiplier{m})
	if err != nil {
		return nil, err
	}
	lo, hi := intRange(out.Type)
	end := func(batch, row, first int, _ []int16, sums []int64) {
		dst := view[int16](out)[(batch*s.m+row)*s.n+first:][:len(sums)]
		for c, v := range sums {
			dst[c] = int16(min(max(scale(0, v), lo), hi))
		}
	}
	return newMatmul(p, s, x, y, end, reserveWide[Y]), nil
}
