package reference

import "edged/models/graph"

// buildLogicalNot takes booleans.
func buildLogicalNot(p *prep) (kernel, error) {
	if p.in(0).Type != graph.Bool || p.out(0).Type != graph.Bool {
		return nil, p.noType()
	}
	return unary(p, func(x uint8) bool { return x == 0 }), nil
}
