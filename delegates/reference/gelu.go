package reference

import (
	"math"

	"edged/models/graph"
)

// buildGelu computes x times the normal distribution's cumulative function, or its
// approximation by a hyperbolic tangent (TFLite's reference/gelu.h).
func buildGelu(p *prep) (kernel, error) {
	f := gelu
	if p.op.Options.(*graph.GeluOptions).Approximate {
		f = geluApproximate
	}
	return function(p, f, graph.Int8, graph.UInt8, graph.Int16)
}

func gelu(x float32) float32 {
	return 0.5 * x * float32(math.Erfc(float64(x*-math.Sqrt2/2)))
}

func geluApproximate(x float32) float32 {
	const c = math.Sqrt2 / 1.77245385090551602729816748334114518 // sqrt(2/pi)
	cube := float32(0.044715 * x * x * x)
	return 0.5 * x * (1 + tanh32(c*(x+cube)))
}
