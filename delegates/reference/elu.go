package reference

import (
	"math"

	"edged/models/graph"
)

// buildElu computes x, or exp(x)-1 where x is negative, on float32 and int8.
func buildElu(p *prep) (kernel, error) {
	return function(p, func(x float32) float32 {
		if x < 0 {
			return float32(math.Expm1(float64(x)))
		}
		return x
	}, graph.Int8)
}
