package reference

import (
	loop "edged/internal/kernel"
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
			op:    loop.MulF32,
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
	b, err := newBroadcast(p.in(0).Shape, p.in(1).Shape, p.out(0).Shape)
	if err != nil {
		return nil, err
	}
	m := &mul8[T]{b, p.in(0), p.in(1), p.out(0), q[0].zero, q[1].zero, nil, r.uniform(p)}
	m.acc = p.scratchPerWorker(graph.Int32, blockElems)
	return parallel{b.units, m.run}, nil
}

// mul8 multiplies 8-bit tensors.
type mul8[T int8 | uint8] struct {
	*broadcast
	x, y, out *value
	zx, zy    int32
	acc       *value // a block of products for each worker
	end       *loop.Uniform
}

func (m *mul8[T]) run(lo, hi, worker int) error {
	xs, ys := view[T](m.x), view[T](m.y)
	acc := view[int32](m.acc)[worker*blockElems:][:blockElems]
	for u := lo; u < hi; u++ {
		s := m.at(u)
		products := acc[:s.n]
		i, j := s.a, s.b
		for k := range products {
			products[k] = (int32(xs[i]) - m.zx) * (int32(ys[j]) - m.zy)
			i, j = i+m.ia, j+m.ib
		}
		m.end.Store(m.out.Data[s.out:s.out+s.n], products)
	}
	return nil
}
