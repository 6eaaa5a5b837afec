package reference

import (
	"math"

	"edged/models/graph"
)

// buildGelu computes x times the normal distribution's cumulative function, or its
// approximation by a hyperbolic tangent (TFLite's reference/gelu.h).
func buildGelu(p *prep) (kernel, error) {
	f, h := gelu, geluHalf
	if p.op.Options.(*graph.GeluOptions).Approximate {
		f, h = geluApproximate, geluApproximateHalf
	}
	if p.in(0).Type == graph.Float16 && p.out(0).Type == graph.Float16 {
		return unary(p, h), nil
	}
	if p.in(0).Type == graph.Float32 && p.op.Options.(*graph.GeluOptions).Approximate {
		f = geluRational
	}
	return function(p, f, graph.Int8, graph.UInt8, graph.Int16)
}

func gelu(x float32) float32 {
	return 0.5 * x * erfc32(x*-math.Sqrt2/2)
}

func geluApproximate(x float32) float32 {
	cube := float32(0.044715 * x * x * x)
	return 0.5 * x * (1 + tanh32(rootTwoByPi*(x+cube)))
}

const rootTwoByPi = math.Sqrt2 / 1.77245385090551602729816748334114518

// geluRational is geluApproximate with Eigen's hyperbolic tangent, which floats get.
func geluRational(x float32) float32 {
	cube := float32(0.044715 * float32(float32(x*x)*x))
	return 0.5 * x * (1 + tanhRational(rootTwoByPi*(x+cube)))
}

// geluHalf rounds after each step.
func geluHalf(x float16) float16 {
	v := x.float()
	c := float16Of(-math.Sqrt2 / 2).float()
	e := float16Of(erfc32(float16Of(v * c).float()))
	return float16Of(float16Of(0.5*v).float() * e.float())
}

// geluApproximateHalf rounds after each step.
func geluApproximateHalf(x float16) float16 {
	round := func(x float32) float32 { return float16Of(x).float() }
	v := x.float()
	cube := round(round(v*v) * v)
	inner := round(v + round(round(0.044715)*cube))
	t := round(tanh32(round(round(rootTwoByPi) * inner)))
	return float16Of(round(0.5*v) * round(1+t))
}
