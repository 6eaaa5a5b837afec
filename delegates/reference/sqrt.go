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
	case in.Type == graph.Int16:
		return sqrt16(p)
	}
	return nil, p.noType()
}

func sqrtTable(p *prep) (kernel, error) {
	f, err := sqrtQuantized(p)
	if err != nil {
		return nil, err
	}
	return newTable8(p.in(0), p.out(0), f).kernel(p), nil
}

func sqrt16(p *prep) (kernel, error) {
	f, err := sqrtQuantized(p)
	if err != nil {
		return nil, err
	}
	k := unary(p, func(x int16) int16 {
		y, _ := f(int32(x))
		return int16(min(y, math.MaxInt16))
	})
	return notNegative(p, k), unshifted(p.in(0), p.out(0))
}

// sqrtQuantized returns the function of what is quantized.
func sqrtQuantized(p *prep) (func(int32) (int32, error), error) {
	q, err := affines(p.in(0), p.out(0))
	if err != nil {
		return nil, err
	}
	return func(v int32) (int32, error) {
		x := q[0].scale * float32(v-q[0].zero)
		if x < 0 {
			return 0, errNegativeRoot
		}
		y := saturate32(sqrt32(x) / q[1].scale)
		return min(y, math.MaxInt16) + q[1].zero, nil
	}, nil
}

// notNegative makes a kernel on int16 fail where an element is negative.
func notNegative(p *prep, k kernel) kernel {
	return guarded(p, k, func(v int16) bool { return v < 0 }, errNegativeRoot)
}

func sqrt32(x float32) float32 { return float32(math.Sqrt(float64(x))) }
