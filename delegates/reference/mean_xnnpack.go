package reference

import "edged/models/graph"

// buildMeanXNNPACK is buildMean with XNNPACK's mean of 8-bit tensors: sums are integers,
// what follows is float32 (operators/reduce-nd.c, reference/unary-elementwise.cc).
func buildMeanXNNPACK(p *prep) (kernel, error) {
	in, out := p.in(0), p.out(0)
	r := newReduction(in.Shape, p.in(1).Ints())
	if in.Type != out.Type || !inXNNPACK(in, out) || len(p.in(1).Ints()) == 0 || r.in == 0 {
		return buildMean(p)
	}
	if in.Type == graph.Int8 {
		return meanXNNPACK[int8](p, r)
	}
	return meanXNNPACK[uint8](p, r)
}

func meanXNNPACK[T int8 | uint8](p *prep, r *reduction) (kernel, error) {
	q, err := affines(p.in(0), p.out(0))
	if err != nil {
		return nil, err
	}
	lo, hi := intRange(p.out(0).Type)
	scale := float32(q[0].scale/q[1].scale) * float32(1/float32(r.count))
	zero := float32(q[1].zero) - float32(float32(float32(r.count)*float32(q[0].zero))*scale)
	return meanOf[T](p, r, graph.Int32, func(s int32) T {
		y := roundEven(float32(float32(s)*scale) + zero)
		return T(int32(min(max(y, float32(lo)), float32(hi))))
	}), nil
}
