package reference

import (
	"math"

	"edged/models/graph"
)

// buildMulXNNPACK is buildMul with XNNPACK's multiplication of 8-bit tensors: the product
// of the integers is rescaled in float32 (qs8-vmul's minmax-fp32 kernels).
func buildMulXNNPACK(p *prep) (kernel, error) {
	x, y, out := p.in(0), p.in(1), p.out(0)
	if !p.sameTypes() || !inXNNPACK(x, y, out) || !ratioIn(x.Scale()*y.Scale(), out.Scale(), 1./65536, 256) {
		return buildMul(p)
	}
	act := p.op.Options.(*graph.MulOptions).FusedActivationFunction
	if out.Type == graph.Int8 {
		return mulXNNPACK[int8](p, act)
	}
	return mulXNNPACK[uint8](p, act)
}

func mulXNNPACK[T int8 | uint8](p *prep, act graph.Activation) (kernel, error) {
	q, err := affines(p.in(0), p.in(1), p.out(0))
	if err != nil {
		return nil, err
	}
	lo, hi, err := xnnpackRange(act, p.out(0))
	if err != nil {
		return nil, err
	}
	scale := float32(q[0].scale*q[1].scale) / q[2].scale
	zx, zy, zout := q[0].zero, q[1].zero, q[2].zero
	return binary(p, func(x, y T) T {
		product := float32((int32(x) - zx) * (int32(y) - zy))
		v := int32(math.RoundToEven(float64(product * scale)))
		return T(min(max(v+zout, lo), hi))
	})
}
