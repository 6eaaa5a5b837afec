package reference

import "edged/models/graph"

// buildLogicalOr takes booleans.
func buildLogicalOr(p *prep) (kernel, error) {
	return logical(p, func(x, y uint8) bool { return x|y != 0 })
}

// logical combines booleans, which are read as bytes: callers may pass any.
func logical(p *prep, f func(x, y uint8) bool) (kernel, error) {
	if !p.sameTypes() || p.out(0).Type != graph.Bool {
		return nil, p.noType()
	}
	return binary(p, f)
}
