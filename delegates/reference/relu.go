package reference

import "edged/models/graph"

// buildRelu computes max(x, 0) on float tensors.
func buildRelu(p *prep) (kernel, error) {
	in, out := p.in(0), p.out(0)
	if in.Type != graph.Float32 || out.Type != graph.Float32 {
		return nil, p.noType()
	}
	return serial(func() error {
		x, y := view[float32](in), view[float32](out)
		for i, v := range x {
			y[i] = max(v, 0)
		}
		return nil
	}), nil
}
