package reference

import (
	"math"

	"edged/internal/fixedpoint"
	"edged/models/graph"
)

// buildRsqrt computes 1 / sqrt(x). Quantized, it fails on a negative input, as TFLite
// does (elementwise.cc).
func buildRsqrt(p *prep) (kernel, error) {
	in, out := p.in(0), p.out(0)
	switch {
	case in.Type != out.Type:
		return nil, p.noType()
	case in.Type == graph.Float32:
		return unary(p, func(x float32) float32 { return 1 / sqrt32(x) }), nil
	case in.Type == graph.Int8:
		return rsqrtTable(p)
	case in.Type == graph.Int16:
		return rsqrt16(p)
	}
	return nil, p.noType()
}

// rsqrtShift keeps the inverse root of an integer an integer.
const rsqrtShift = 20

func rsqrtTable(p *prep) (kernel, error) {
	q, err := affines(p.in(0), p.out(0))
	if err != nil {
		return nil, err
	}
	m, err := fixedpoint.QuantizeMultiplier(1 / float64(sqrt32(q[0].scale)*q[1].scale))
	if err != nil {
		return nil, err
	}
	m.Shift -= rsqrtShift
	return newTable8(p.in(0), p.out(0), func(v int32) (int32, error) {
		switch x := v - q[0].zero; {
		case x < 0:
			return 0, errNegativeRoot
		case x == 0:
			return math.MaxInt8, nil
		default:
			inverse := fixedpoint.InvSqrt(x)
			inverse.Shift += rsqrtShift
			return m.Mul(inverse.Mul(1)) + q[1].zero, nil
		}
	}).kernel(p), nil
}

// rsqrt16 takes the greatest value for 0.
func rsqrt16(p *prep) (kernel, error) {
	if err := unshifted(p.in(0), p.out(0)); err != nil {
		return nil, err
	}
	most := math.MaxInt16 * p.out(0).Scale()
	k, err := functionTable16(p, func(x float32) float32 {
		if x <= 0 {
			return most
		}
		return 1 / sqrt32(x)
	})
	if err != nil {
		return nil, err
	}
	return notNegative(p, k), nil
}
