package reference

import (
	"edged/models/graph"
)

// buildMul multiplies element by element (TFLite's reference/mul.h and integer_ops/mul.h).
func buildMul(p *prep) (kernel, error) {
	act := p.op.Options.(*graph.MulOptions).FusedActivationFunction
	if !p.sameTypes() {
		return nil, p.noType()
	}
	switch t := p.out(0).Type; t {
	case graph.Int8:
		return mulQuantized[int8](p, act)
	case graph.UInt8:
		return mulQuantized[uint8](p, act)
	default:
		return arithmetic{
			float: func(x, y float32) float32 { return x * y },
			i32:   func(x, y int32) int32 { return x * y },
			i64:   func(x, y int64) int64 { return x * y },
		}.build(p, t, act)
	}
}

func mulQuantized[T int8 | uint8](p *prep, act graph.Activation) (kernel, error) {
	q, err := affines(p.in(0), p.in(1), p.out(0))
	if err != nil {
		return nil, err
	}
	// In float32, as TFLite does.
	r, err := newRescale(float64(q[0].scale*q[1].scale/q[2].scale), p.out(0), act)
	if err != nil {
		return nil, err
	}
	zx, zy := q[0].zero, q[1].zero
	return binary(p, func(x, y T) T { return T(r.apply((int32(x) - zx) * (int32(y) - zy))) })
}
