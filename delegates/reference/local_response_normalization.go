package reference

import (
	"math"

	"edged/models/graph"
)

// buildLocalResponseNormalization takes float32. A channel is scaled by the squares of the
// radius channels before it, its own, and the radius-1 channels after it (TFLite's
// reference_ops.h, whose range has no last element). Its unit is a pixel.
func buildLocalResponseNormalization(p *prep) (kernel, error) {
	in, out := p.in(0), p.out(0)
	if in.Type != graph.Float32 || out.Type != in.Type {
		return nil, p.noType()
	}
	o := p.op.Options.(*graph.LocalResponseNormalizationOptions)
	depth := in.Shape[3]
	if depth == 0 {
		return serial(func() error { return nil }), nil
	}
	radius := min(max(int(o.Radius), -depth), depth)
	return parallel{in.Elems() / depth, func(lo, hi, _ int) error {
		for u := lo; u < hi; u++ {
			x, y := view[float32](in)[u*depth:(u+1)*depth], view[float32](out)[u*depth:(u+1)*depth]
			for c, v := range x {
				var sum float32
				for i := max(0, c-radius); i < min(depth, c+radius); i++ {
					sum += x[i] * x[i]
				}
				y[c] = v * float32(math.Pow(float64(o.Bias+o.Alpha*sum), float64(-o.Beta)))
			}
		}
		return nil
	}}, nil
}
