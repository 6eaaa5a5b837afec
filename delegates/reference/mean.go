package reference

import (
	"math"
	"math/bits"

	"edged/internal/fixedpoint"
	"edged/models/graph"
)

// buildMean takes float32, int32, int64, int8, uint8 and int16 (TFLite's
// reference/reduce.h, Mean and QuantizedMeanOrSum). The mean of nothing is not a number
// or, of integers, 0.
func buildMean(p *prep) (kernel, error) {
	in, out := p.in(0), p.out(0)
	if in.Type != out.Type {
		return nil, p.noType()
	}
	r := newReduction(in.Shape, p.in(1).Ints())
	if r.in == 0 {
		return meanOfNothing(p)
	}
	switch in.Type {
	case graph.Float32:
		return meanOf[float32](p, r, graph.Float32, func(s float32) float32 { return s / float32(r.count) }), nil
	case graph.Int32:
		return meanOf[int32](p, r, graph.Int64, func(s int64) int32 { return int32(s / int64(r.count)) }), nil
	case graph.Int64:
		return meanOf[int64](p, r, graph.Int64, func(s int64) int64 { return s / int64(r.count) }), nil
	case graph.Int8:
		return mean8[int8](p, r)
	case graph.UInt8:
		return mean8[uint8](p, r)
	case graph.Int16:
		if err := zeroPoints0(in, out); err != nil {
			return nil, err
		}
		return mean8[int16](p, r)
	}
	return nil, p.noType()
}

func meanOfNothing(p *prep) (kernel, error) {
	out := p.out(0)
	return serial(func() error {
		clear(out.Data)
		if out.Type == graph.Float32 {
			repeat(view[float32](out), float32(math.NaN()))
		}
		return nil
	}), nil
}

// meanOf sums in S, whose type number is t, and divides.
func meanOf[T number, S total](p *prep, r *reduction, t graph.DType, divide func(S) T) kernel {
	in, out := p.in(0), p.out(0)
	acc, all := p.scratch(t, out.Elems()), newSummation[T, S](r, p.cpu)
	return serial(func() error {
		sums, y := view[S](acc), view[T](out)
		all.sum(sums, view[T](in))
		for i, s := range sums {
			y[i] = divide(s)
		}
		return nil
	})
}

func mean8[T int8 | uint8 | int16](p *prep, r *reduction) (kernel, error) {
	q, err := affines(p.in(0), p.out(0))
	if err != nil {
		return nil, err
	}
	m, err := fixedpoint.QuantizeMultiplier(float64(q[0].scale) / float64(q[1].scale))
	if err != nil {
		return nil, err
	}
	m = perElement(m, r.count)
	lo, hi := intRange(p.out(0).Type)
	zero := int32(r.count) * q[0].zero
	return meanOf[T](p, r, graph.Int32, func(s int32) T {
		return T(min(max(m.Mul(s-zero)+q[1].zero, lo), hi))
	}), nil
}

// perElement divides a multiplier by a count, keeping as many bits of the mantissa as
// QuantizedMeanOrSum does.
func perElement(m fixedpoint.Multiplier, count int) fixedpoint.Multiplier {
	shift := min(bits.Len64(uint64(count))-1, 32, 31+m.Shift)
	return fixedpoint.Multiplier{Mantissa: int32((int64(m.Mantissa) << uint(shift)) / int64(count)), Shift: m.Shift - shift}
}
