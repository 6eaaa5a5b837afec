package reference

import (
	"errors"
	"fmt"
	"math"

	"edged/internal/fixedpoint"
	"edged/models/graph"
)

// filterScales returns a scale for each of n channels along an axis of the weights.
func filterScales(v *value, axis, n int) ([]float32, error) {
	q := v.Quant
	if q == nil || len(q.Scale) == 0 {
		return nil, fmt.Errorf("tensor %s is not quantized", v.Name)
	}
	if len(q.Scale) > 1 && (len(q.Scale) != n || q.Axis != axis) {
		return nil, fmt.Errorf("tensor %s has %d scales along axis %d, wants %d along %d", v.Name, len(q.Scale), q.Axis, n, axis)
	}
	for _, s := range q.Scale {
		if !(s >= 0) || math.IsInf(float64(s), 0) {
			return nil, fmt.Errorf("tensor %s: scale %g is not a positive number", v.Name, s)
		}
	}
	if len(q.Scale) > 1 {
		return q.Scale, nil
	}
	return fill(q.Scale[0], n), nil
}

// filterZero returns the zero point of the weights, which must be 0 where mustBeZero.
func filterZero(v *value, mustBeZero bool) (int32, error) {
	if v.Quant == nil {
		return 0, nil
	}
	lo, hi := intRange(v.Type)
	for _, z := range v.Quant.ZeroPoint {
		if z != 0 && (mustBeZero || v.PerChannel()) {
			return 0, fmt.Errorf("tensor %s: zero point %d of weights must be 0", v.Name, z)
		}
		if z < int64(lo) || z > int64(hi) {
			return 0, fmt.Errorf("tensor %s: zero point %d is outside %v", v.Name, z, v.Type)
		}
	}
	return v.ZeroPoint(), nil
}

// multipliers returns what sums of products have to be multiplied with, for each channel
// (TFLite's PopulateConvolutionQuantizationParams, kernel_util.cc). For uint8 tensors
// the product of the scales is rounded to float32 first.
func multipliers(in, out *value, filter []float32) ([]fixedpoint.Multiplier, error) {
	m := make([]fixedpoint.Multiplier, len(filter))
	for i, f := range filter {
		var err error
		if m[i], err = fixedpoint.QuantizeMultiplier(realMultiplier(in, out, f)); err != nil {
			return nil, err
		}
	}
	return m, nil
}

func realMultiplier(in, out *value, filter float32) float64 {
	product := float64(in.Scale()) * float64(filter)
	if in.Type == graph.UInt8 {
		product = float64(in.Scale() * filter)
	}
	return product / float64(out.Scale())
}

// weights returns input i, which must be constant and stored whole.
func (p *prep) weights(i int) (*value, error) {
	v := p.in(i)
	if !v.constant {
		return nil, fmt.Errorf("tensor %s: weights must be constant", v.Name)
	}
	return v, nil
}

// bias returns the values of input i as T, n zeros where it is left out. It must be a
// constant of type t.
func bias[T int32 | float32](p *prep, i int, t graph.DType, n int) ([]T, error) {
	v := p.in(i)
	if v == nil {
		return make([]T, n), nil
	}
	if v.Type != t {
		return nil, p.noType()
	}
	if !v.constant {
		return nil, fmt.Errorf("tensor %s: a bias must be constant", v.Name)
	}
	if b := view[T](v); len(b) == n {
		return b, nil
	}
	return nil, errors.New("bias has the wrong length")
}
