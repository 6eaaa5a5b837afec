package reference

import (
	"edged/internal/fixedpoint"
	"edged/models/graph"
)

// buildPrelu computes x, or alpha*x where x is negative, with an alpha for each element,
// channel or axis. The alpha of int16 is int8.
func buildPrelu(p *prep) (kernel, error) {
	x, alpha := p.in(0).Type, p.in(1).Type
	switch {
	case x != p.out(0).Type:
	case x == graph.Float32 && alpha == x:
		return binary(p, func(x, alpha float32) float32 {
			if x >= 0 {
				return x
			}
			return x * alpha
		})
	case x == graph.Int8 && alpha == x:
		return preluQuantized[int8, int8](p)
	case x == graph.UInt8 && alpha == x:
		return preluQuantized[uint8, uint8](p)
	case x == graph.Int16 && alpha == graph.Int8:
		return preluQuantized[int16, int8](p)
	}
	return nil, p.noType()
}

// preluQuantized is TFLite's Prelu (reference/prelu.h).
func preluQuantized[X, A int8 | uint8 | int16](p *prep) (kernel, error) {
	q, err := affines(p.in(0), p.in(1), p.out(0))
	if err != nil {
		return nil, err
	}
	same, err := newRescale(float64(q[0].scale/q[2].scale), p.out(0), graph.ActNone)
	if err != nil {
		return nil, err
	}
	m, err := fixedpoint.QuantizeMultiplier(float64(float32(q[0].scale*q[1].scale) / q[2].scale))
	if err != nil {
		return nil, err
	}
	times := rescale{m, same.zero, same.lo, same.hi}
	zx, za := q[0].zero, q[1].zero
	return mixed(p, func(x X, alpha A) X {
		v := int32(x) - zx
		if v >= 0 {
			return X(same.apply(v))
		}
		return X(times.apply(v * (int32(alpha) - za)))
	})
}
