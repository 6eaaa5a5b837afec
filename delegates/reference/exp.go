package reference

import "edged/models/graph"

// buildExp takes float32, int8 and int16.
func buildExp(p *prep) (kernel, error) {
	if err := unshifted(p.in(0), p.out(0)); err != nil {
		return nil, err
	}
	return function(p, exp32, graph.Int8, graph.Int16)
}
