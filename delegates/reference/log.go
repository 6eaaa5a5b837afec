package reference

import (
	"math"

	"edged/models/graph"
)

// buildLog takes float32, int8 and int16. Quantized, the logarithm of what is not positive
// is the least value of the output (elementwise.cc).
func buildLog(p *prep) (kernel, error) {
	in, out := p.in(0), p.out(0)
	if err := unshifted(in, out); err != nil {
		return nil, err
	}
	f := log32
	if in.Type != graph.Float32 && isQuantized(out) {
		lo, _ := intRange(out.Type)
		least := float32(lo-out.ZeroPoint()) * out.Scale()
		f = func(x float32) float32 {
			if x <= 0 {
				return least
			}
			return log32(x)
		}
	}
	return function(p, f, graph.Int8, graph.Int16)
}

func log32(x float32) float32 { return float32(math.Log(float64(x))) }
