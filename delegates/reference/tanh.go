package reference

import "edged/models/graph"

// buildTanh computes the hyperbolic tangent.
func buildTanh(p *prep) (kernel, error) {
	in, out := p.in(0), p.out(0)
	switch {
	case in.Type != out.Type:
		return nil, p.noType()
	case in.Type == graph.Float32:
		return unary(p, tanh32), nil
	case in.Type == graph.Float16:
		return unary(p, onHalves(tanh32)), nil
	case in.Type == graph.Int16:
		return tanh16(p)
	case is8bit(in.Type):
		return functionTable(p, tanh32)
	}
	return nil, p.noType()
}
