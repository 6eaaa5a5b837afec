package reference

import (
	"math"

	"edged/models/graph"
)

// buildMeanXNNPACK is buildMean with XNNPACK's mean of 8-bit tensors: sums are integers,
// what follows is float32 (operators/reduce-nd.c, reference/unary-elementwise.cc).
func buildMeanXNNPACK(p *prep) (kernel, error) {
	return sumXNNPACK(p, buildMean, func(count int) float32 { return 1 / float32(count) })
}

// buildSumXNNPACK is buildSum with XNNPACK's sum of 8-bit tensors. Where its delegate
// leaves int8 to TFLite, the optimised kernel takes it for what it is.
func buildSumXNNPACK(p *prep) (kernel, error) {
	return sumXNNPACK(p, func(p *prep) (kernel, error) {
		if p.in(0).Elems() == 0 && p.in(0).Type == p.out(0).Type && inXNNPACK(p.in(0), p.out(0)) {
			zero := byte(p.out(0).ZeroPoint())
			return serial(func() error {
				for i := range p.out(0).Data {
					p.out(0).Data[i] = zero
				}
				return nil
			}), nil
		}
		if p.in(0).Type == graph.Int8 && p.out(0).Type == graph.Int8 {
			return sum8[int8](p, math.MinInt8, math.MaxInt8)
		}
		return buildSum(p)
	}, func(int) float32 { return 1 })
}

// sumXNNPACK multiplies sums by what times makes of how many elements they have; what the
// delegate does not take is left to otherwise.
func sumXNNPACK(p *prep, otherwise builder, times func(count int) float32) (kernel, error) {
	in, out := p.in(0), p.out(0)
	r := newReduction(in.Shape, p.in(1).Ints())
	switch {
	case in.Type != out.Type || !inXNNPACK(in, out) || len(p.in(1).Ints()) == 0 || r.in == 0:
		return otherwise(p)
	case in.Type == graph.Int8:
		return sumXNNPACKOf[int8](p, r, times(r.count))
	}
	return sumXNNPACKOf[uint8](p, r, times(r.count))
}

func sumXNNPACKOf[T int8 | uint8](p *prep, r *reduction, times float32) (kernel, error) {
	q, err := affines(p.in(0), p.out(0))
	if err != nil {
		return nil, err
	}
	lo, hi := intRange(p.out(0).Type)
	scale := float32(q[0].scale/q[1].scale) * times
	zero := float32(q[1].zero) - float32(float32(float32(r.count)*float32(q[0].zero))*scale)
	return meanOf[T](p, r, graph.Int32, func(s int32) T {
		y := roundEven(float32(float32(s)*scale) + zero)
		return T(int32(min(max(y, float32(lo)), float32(hi))))
	}), nil
}
