package reference

import "edged/models/graph"

// buildCumsum adds up along an axis.
func buildCumsum(p *prep) (kernel, error) {
	if p.in(0).Type != p.out(0).Type || p.in(1).Type != graph.Int32 {
		return nil, p.noType()
	}
	switch p.in(0).Type {
	case graph.Float32:
		return cumsum[float32](p), nil
	case graph.Int32:
		return cumsum[int32](p), nil
	case graph.Int64:
		return cumsum[int64](p), nil
	}
	return nil, p.noType()
}

// cumsum takes one unit for each index before the axis.
func cumsum[T number](p *prep) kernel {
	in, out := p.in(0), p.out(0)
	a := constantAxis(p.in(1), in)
	o := p.op.Options.(*graph.CumsumOptions)
	n, inner := in.Shape[a], graph.Elems(in.Shape[a+1:])
	first, step := 0, inner
	if o.Reverse {
		first, step = (n-1)*inner, -inner
	}
	return parallel{in.unless0(graph.Elems(in.Shape[:a])), func(lo, hi, _ int) error {
		x, y := view[T](in), view[T](out)
		for u := lo; u < hi; u++ {
			for j := range inner {
				at, sum := u*n*inner+first+j, T(0)
				for range n {
					before := sum
					sum += x[at]
					if y[at] = sum; o.Exclusive {
						y[at] = before
					}
					at += step
				}
			}
		}
		return nil
	}}
}
