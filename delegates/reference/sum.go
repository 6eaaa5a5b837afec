package reference

import (
	"errors"

	"edged/internal/fixedpoint"
	"edged/models/graph"
)

// buildSum adds along axes.
func buildSum(p *prep) (kernel, error) {
	in, out := p.in(0), p.out(0)
	if in.Type != out.Type {
		return nil, p.noType()
	}
	r := newReduction(in.Shape, p.in(1).Ints())
	switch in.Type {
	case graph.Float32:
		return sumTo[float32](p, r), nil
	case graph.Int32:
		return sumTo[int32](p, r), nil
	case graph.Int64:
		return sumTo[int64](p, r), nil
	case graph.Int8, graph.UInt8:
		return sum8(p, r)
	case graph.Int16:
		return nil, errors.New("TFLite's reference kernel reads int16 as bytes")
	}
	return nil, p.noType()
}

func sumTo[T int32 | int64 | float32](p *prep, r *reduction) kernel {
	in, out := p.in(0), p.out(0)
	return serial(func() error {
		sum(r, view[T](out), view[T](in))
		return nil
	})
}

// sum8 does to int8 what LiteRT's reference kernel does: it takes the bytes for uint8
// (reduce.cc, QuantizedMeanOrSum).
func sum8(p *prep, r *reduction) (kernel, error) {
	q, err := affines(p.in(0), p.out(0))
	if err != nil {
		return nil, err
	}
	m, err := fixedpoint.QuantizeMultiplier(float64(q[0].scale) / float64(q[1].scale))
	if err != nil {
		return nil, err
	}
	if r.in == 0 {
		return serial(func() error {
			clear(p.out(0).Data)
			return nil
		}), nil
	}
	zero := int32(r.count) * q[0].zero
	return meanOf[uint8](p, r, graph.Int32, func(s int32) uint8 {
		return uint8(min(max(m.Mul(s-zero)+q[1].zero, 0), 255))
	}), nil
}
