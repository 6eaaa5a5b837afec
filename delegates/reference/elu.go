package reference

import "edged/models/graph"

// buildElu computes x, or exp(x)-1 where x is negative, on float32 and int8.
func buildElu(p *prep) (kernel, error) {
	return function(p, func(x float32) float32 {
		if x < 0 {
			return expm132(x)
		}
		return x
	}, graph.Int8)
}
