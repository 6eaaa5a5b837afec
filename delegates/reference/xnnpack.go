package reference

import (
	"math"

	"edged/internal/fixedpoint"
	loop "edged/internal/kernel"
	"edged/models/graph"
)

// maxXNNPACKRank is the largest number of dimensions XNNPACK takes.
const maxXNNPACKRank = 6

// smallestNormal is the least positive float32 that is not subnormal.
const smallestNormal = 0x1p-126

// inXNNPACK reports whether XNNPACK's delegate takes the tensors: 8-bit ones quantized as a
// whole, by a scale that is not subnormal (CheckTensorFloat32OrQUInt8Type in
// xnnpack_delegate.cc).
func inXNNPACK(vs ...*value) bool {
	for _, v := range vs {
		q := v.Quant
		if !is8bit(v.Type) || len(v.Shape) > maxXNNPACKRank || q == nil || q.Axis != 0 || len(q.Scale) != 1 || q.Scale[0] < smallestNormal {
			return false
		}
	}
	return true
}

// ratioIn reports whether a divided by b lies in [lo, hi), in float32.
func ratioIn(a, b, lo, hi float32) bool {
	r := a / b
	return r >= lo && r < hi
}

// roundEven rounds to the nearest integer, halves to the even one (C's lrintf).
func roundEven(x float32) float32 { return float32(math.RoundToEven(float64(x))) }

// xnnpackRange returns the range a fused activation leaves of an output. Bounds are
// rounded with the zero point added (xnn_qs8_quantize in requantization.h).
func xnnpackRange(a graph.Activation, out *value) (lo, hi int32, err error) {
	least, most := intRange(out.Type)
	l, h, err := fixedpoint.ActivationRangeFloat(a)
	if err != nil {
		return 0, 0, err
	}
	bound := func(x float32) int32 {
		y := float32(x/out.Scale()) + float32(out.ZeroPoint())
		return int32(roundEven(min(max(y, float32(least)), float32(most))))
	}
	return bound(l), bound(h), nil
}

// xnnpackPlan completes the plan of a matrix operator with XNNPACK's output: the product
// of the scales and everything after it is float32 (operators/convolution-nhwc.c and
// fully-connected-nc.c, and the kernels named minmax-fp32).
func xnnpackPlan(q plan8, in, out *value, a graph.Activation) (plan8, error) {
	var err error
	if q.low, q.high, err = xnnpackRange(a, out); err != nil {
		return q, err
	}
	scale := floatScales(in, out, q.scales)
	q.output = func(bias []int32, from, to int) *loop.Output {
		return loop.NewFloatOutput(out.ZeroPoint(), q.low, q.high, bias, scale[from:to])
	}
	return q, nil
}

// floatScales returns what XNNPACK multiplies the sums of each channel with.
func floatScales(in, out *value, filter []float32) []float32 {
	scale := make([]float32, len(filter))
	for i, f := range filter {
		scale[i] = float32(in.Scale()*f) / out.Scale()
	}
	return scale
}

// xnnpackEnding is end8 with XNNPACK's rescaling.
func xnnpackEnding(p *prep, c *convolution) (ending[int32], error) {
	filter, err := filterScales(c.filter, c.axis, c.outC())
	if err != nil {
		return nil, err
	}
	if c.bias != nil && c.bias.Type != graph.Int32 {
		return nil, p.noType()
	}
	lo, hi, err := xnnpackRange(c.act, c.out)
	if err != nil {
		return nil, err
	}
	scale, zero := floatScales(c.in, c.out, filter), c.out.ZeroPoint()
	least, most := float32(lo-zero), float32(hi-zero)
	rescale := func(c int, s int32) int32 {
		return int32(roundEven(min(max(float32(s)*scale[c], least), most)))
	}
	if c.out.Type == graph.Int8 {
		return intEndingIn[int32, int32, int8](c.operands, zero, lo, hi, rescale), nil
	}
	return intEndingIn[int32, int32, uint8](c.operands, zero, lo, hi, rescale), nil
}

// filterInXNNPACK reports whether the delegate takes a filter whose output channels are
// along an axis, and a bias.
func filterInXNNPACK(filter, bias *value, axis int) bool {
	return allNormal(filter, axis) && (bias == nil || allNormal(bias, 0) && bias.ZeroPoint() == 0)
}

// allNormal reports whether a tensor has scales, none subnormal, as a whole or along axis.
func allNormal(v *value, axis int) bool {
	if v.Quant == nil || len(v.Quant.Scale) == 0 || len(v.Quant.Scale) > 1 && v.Quant.Axis != axis {
		return false
	}
	for _, s := range v.Quant.Scale {
		if !(s >= smallestNormal) {
			return false
		}
	}
	return true
}
