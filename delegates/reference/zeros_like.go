package reference

import "edged/models/graph"

// buildZerosLike makes zeros of the input's shape.
func buildZerosLike(p *prep) (kernel, error) {
	out := p.out(0)
	if p.in(0).Type != out.Type {
		return nil, p.noType()
	}
	switch out.Type {
	case graph.Float32, graph.Int32, graph.Int64:
		return serial(func() error {
			clear(out.Data)
			return nil
		}), nil
	}
	return nil, p.noType()
}
