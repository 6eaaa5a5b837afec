package reference

import (
	"math"

	"edged/models/graph"
)

// buildAbs computes |x|, on quantized numbers of 8 and 16 bits with a rescaling.
func buildAbs(p *prep) (kernel, error) {
	in, out := p.in(0), p.out(0)
	switch {
	case in.Type != out.Type:
	case in.Type == graph.Float32:
		return unary(p, func(x float32) float32 { return float32(math.Abs(float64(x))) }), nil
	case in.Type == graph.Int32:
		return unary(p, magnitude[int32]), nil
	case in.Type == graph.Int16 && !isQuantized(in):
		return unary(p, magnitude[int16]), nil
	case in.Type == graph.Int8 || in.Type == graph.Int16:
		return absQuantized(p)
	}
	return nil, p.noType()
}

// magnitude wraps at the least integer.
func magnitude[T int16 | int32](x T) T {
	if x < 0 {
		return -x
	}
	return x
}

func absQuantized(p *prep) (kernel, error) {
	in, out := p.in(0), p.out(0)
	q, err := affines(in, out)
	if err != nil {
		return nil, err
	}
	r, err := newRescale(float64(q[0].scale/q[1].scale), out, graph.ActNone)
	if err != nil {
		return nil, err
	}
	return requantized(p, func(v int32) int32 { return r.apply(magnitude(v - q[0].zero)) })
}
