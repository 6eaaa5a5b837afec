package reference

import (
	"fmt"
	"math"

	"edged/internal/fixedpoint"
	loop "edged/internal/kernel"
	"edged/models/graph"
)

// affine is the quantization of a whole tensor: real = scale * (q - zero).
type affine struct {
	scale float32
	zero  int32
}

// affineOf returns a tensor's quantization. It fails where there is none, where it is per
// channel, and for values that no converter writes and no kernel could compute with.
func affineOf(v *value) (affine, error) {
	if v.Quant == nil || len(v.Quant.Scale) == 0 {
		return affine{}, fmt.Errorf("tensor %s (%v) has no quantization", v.Name, v.Type)
	}
	if v.PerChannel() {
		return affine{}, fmt.Errorf("tensor %s is quantized per channel", v.Name)
	}
	s := v.Scale()
	if !(s > 0) || math.IsInf(float64(s), 0) {
		return affine{}, fmt.Errorf("tensor %s has scale %g", v.Name, s)
	}
	lo, hi := intRange(v.Type)
	if z := v.Quant.ZeroPoint; len(z) > 0 && (z[0] < int64(lo) || z[0] > int64(hi)) {
		return affine{}, fmt.Errorf("tensor %s has zero point %d, outside %v", v.Name, z[0], v.Type)
	}
	return affine{s, v.ZeroPoint()}, nil
}

// affines returns the quantization of several tensors.
func affines(vs ...*value) ([]affine, error) {
	out := make([]affine, len(vs))
	for i, v := range vs {
		q, err := affineOf(v)
		if err != nil {
			return nil, err
		}
		out[i] = q
	}
	return out, nil
}

// isQuantized reports whether a tensor has a quantization.
func isQuantized(v *value) bool { return v.Quant != nil && len(v.Quant.Scale) > 0 }

// unshifted checks that tensors of int16 have zero points of 0, which is what TFLite's
// kernels ask for.
func unshifted(vs ...*value) error {
	for _, v := range vs {
		if v.Type == graph.Int16 && v.ZeroPoint() != 0 {
			return fmt.Errorf("tensor %s: zero point %d of int16 must be 0", v.Name, v.ZeroPoint())
		}
	}
	return nil
}

// notAbove1 checks that a multiplier that brings two inputs of one scale to the output's
// is below 1.
func notAbove1(m fixedpoint.Multiplier, q []affine) error {
	if m.Shift > 0 {
		return fmt.Errorf("output scale %g is too small for inputs of scale %g and %g", q[2].scale, q[0].scale, q[1].scale)
	}
	return nil
}

// sameAffine checks that two tensors of an operator that moves elements and does not
// rescale them are quantized alike.
func sameAffine(a, b *value) error {
	if a.Scale() != b.Scale() || a.ZeroPoint() != b.ZeroPoint() {
		return fmt.Errorf("tensors %s and %s are quantized differently", a.Name, b.Name)
	}
	return nil
}

// intRange returns the least and the greatest value of an integer type of up to 32 bits.
func intRange(t graph.DType) (lo, hi int32) {
	switch t {
	case graph.Int8:
		return math.MinInt8, math.MaxInt8
	case graph.UInt8:
		return 0, math.MaxUint8
	case graph.Int16:
		return math.MinInt16, math.MaxInt16
	}
	return math.MinInt32, math.MaxInt32
}

// rescale is the end of a quantized kernel: multiply, add the zero point, clamp.
type rescale struct {
	mul    fixedpoint.Multiplier
	zero   int32
	lo, hi int32
}

func (r *rescale) apply(x int32) int32 {
	return min(max(r.mul.Mul(x)+r.zero, r.lo), r.hi)
}

// uniform is apply for many elements at once.
func (r *rescale) uniform(p *prep) *loop.Uniform {
	return loop.NewUniform(r.zero, r.lo, r.hi, r.mul, p.cpu)
}

// newRescale returns the rescaling by real into an output, with a fused activation.
func newRescale(real float64, out *value, act graph.Activation) (*rescale, error) {
	q, err := affineOf(out)
	if err != nil {
		return nil, err
	}
	lo, hi := intRange(out.Type)
	if lo, hi, err = fixedpoint.ActivationRange(act, q.scale, q.zero, lo, hi); err != nil {
		return nil, err
	}
	m, err := fixedpoint.QuantizeMultiplier(real)
	if err != nil {
		return nil, err
	}
	return &rescale{m, q.zero, lo, hi}, nil
}
