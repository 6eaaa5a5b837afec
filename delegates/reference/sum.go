package reference

import (
	"edged/internal/fixedpoint"
	"edged/models/graph"
)

// buildSum adds up (TFLite's reference/reduce.h). Its quantized kernel takes every tensor
// for unsigned bytes, int8 too: LiteRT's reference kernels do.
func buildSum(p *prep) (kernel, error) {
	if p.in(0).Type != p.out(0).Type {
		return nil, p.noType()
	}
	switch p.in(0).Type {
	case graph.Float32:
		return reduced(p, 0, add[float32]), nil
	case graph.Int32:
		return reduced(p, 0, add[int32]), nil
	case graph.Int64:
		return reduced(p, 0, add[int64]), nil
	case graph.Int8, graph.UInt8:
		return sum8[uint8](p, 0, 255)
	}
	return nil, p.noType()
}

// sum8 adds up elements taken for T, whose range is lo to hi.
func sum8[T int8 | uint8](p *prep, lo, hi int32) (kernel, error) {
	q, err := affines(p.in(0), p.out(0))
	if err != nil {
		return nil, err
	}
	m, err := fixedpoint.QuantizeMultiplier(float64(q[0].scale) / float64(q[1].scale))
	if err != nil {
		return nil, err
	}
	r := newReduction(p.in(0).Shape, p.in(1).Ints())
	if r.in == 0 {
		return serial(func() error {
			clear(p.out(0).Data)
			return nil
		}), nil
	}
	zero := int32(r.count) * q[0].zero
	return meanOf[T](p, r, graph.Int32, func(s int32) T {
		return T(min(max(m.Mul(s-zero)+q[1].zero, lo), hi))
	}), nil
}
