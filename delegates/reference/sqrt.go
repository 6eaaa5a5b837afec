package reference

import (
	"errors"
	"math"

	"edged/models/graph"
)

var errNegativeRoot = errors.New("square root of a negative number")

// buildSqrt computes the square root. Quantized, it fails on a negative input, as
// TFLite does (elementwise.cc).
func buildSqrt(p *prep) (kernel, error) {
	in, out := p.in(0), p.out(0)
	switch {
	case in.Type != out.Type:
		return nil, p.noType()
	case in.Type == graph.Float32:
		return unary(p, sqrt32), nil
	case in.Type == graph.Int8:
		return sqrtTable(p)
	}
	return nil, p.noType()
}

func sqrtTable(p *prep) (kernel, error) {
	q, err := affines(p.in(0), p.out(0))
	if err != nil {
		return nil, err
	}
	return newTable8(p.in(0), p.out(0), func(v int32) (int32, error) {
		x := q[0].scale * float32(v-q[0].zero)
		if x < 0 {
			return 0, errNegativeRoot
		}
		y := saturate32(sqrt32(x) / q[1].scale)
		return min(y, math.MaxInt16) + q[1].zero, nil
	}).kernel(p), nil
}

func sqrt32(x float32) float32 { return float32(math.Sqrt(float64(x))) }
