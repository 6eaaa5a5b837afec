package reference

import "edged/models/graph"

// buildRange counts from input 0 in steps of input 2. Floats are added up step by step.
func buildRange(p *prep) (kernel, error) {
	if p.in(0).Type != p.out(0).Type {
		return nil, p.noType()
	}
	switch p.out(0).Type {
	case graph.Float32:
		return counted[float32](p), nil
	case graph.Int32:
		return counted[int32](p), nil
	case graph.Int64:
		return counted[int64](p), nil
	}
	return nil, p.noType()
}

func counted[T number](p *prep) kernel {
	start, delta, out := p.in(0), p.in(2), p.out(0)
	return serial(func() error {
		x, step := view[T](start)[0], view[T](delta)[0]
		for y := range view[T](out) {
			view[T](out)[y] = x
			x += step
		}
		return nil
	})
}
