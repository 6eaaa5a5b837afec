package fixedpoint

import (
	"fmt"
	"math"

	"edged/models/graph"
)

// ActivationRange returns the range that a fused activation leaves of quantized values in
// [lo, hi] of an output with that scale and zero point (TFLite's
// CalculateActivationRangeQuantized, kernel_util.cc). It fails for activations that
// quantized kernels do not fuse and for a scale that is not positive and finite.
func ActivationRange(a graph.Activation, scale float32, zeroPoint, lo, hi int32) (int32, int32, error) {
	if !(scale > 0) || math.IsInf(float64(scale), 0) {
		return 0, 0, fmt.Errorf("output scale %g is not a positive number", scale)
	}
	q := func(real float32) int32 {
		v := math.Round(float64(real/scale)) + float64(zeroPoint)
		return int32(max(min(v, math.MaxInt32), math.MinInt32))
	}
	switch a {
	case graph.ActNone:
	case graph.ActRelu:
		lo = max(lo, q(0))
	case graph.ActRelu6:
		lo, hi = max(lo, q(0)), min(hi, q(6))
	case graph.ActReluN1To1:
		lo, hi = max(lo, q(-1)), min(hi, q(1))
	default:
		return 0, 0, fmt.Errorf("cannot fuse activation %v", a)
	}
	return lo, max(lo, hi), nil
}

// ActivationRangeFloat returns the range of a fused activation on floats (TFLite's
// CalculateActivationRange, kernel_util.h).
func ActivationRangeFloat(a graph.Activation) (lo, hi float32, err error) {
	switch a {
	case graph.ActNone:
		return -math.MaxFloat32, math.MaxFloat32, nil
	case graph.ActRelu:
		return 0, math.MaxFloat32, nil
	case graph.ActRelu6:
		return 0, 6, nil
	case graph.ActReluN1To1:
		return -1, 1, nil
	}
	return 0, 0, fmt.Errorf("cannot fuse activation %v", a)
}
