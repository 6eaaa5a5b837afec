package reference

import "edged/models/graph"

// buildAddN adds up any number of tensors of one shape, in their order.
func buildAddN(p *prep) (kernel, error) {
	for i := range p.op.Inputs {
		if p.in(i).Type != p.out(0).Type {
			return nil, p.noType()
		}
	}
	switch p.out(0).Type {
	case graph.Float32:
		return addAll[float32](p), nil
	case graph.Int32:
		return addAll[int32](p), nil
	}
	return nil, p.noType()
}

func addAll[T number](p *prep) kernel {
	out, n := p.out(0), p.out(0).Elems()
	ins := make([]*value, len(p.op.Inputs))
	for i := range ins {
		ins[i] = p.in(i)
	}
	return parallel{blocks(n), func(lo, hi, _ int) error {
		from, to := eachBlock(lo, hi, n)
		y := view[T](out)[from:to]
		clear(y)
		for _, in := range ins {
			for i, v := range view[T](in)[from:to] {
				y[i] += v
			}
		}
		return nil
	}}
}
