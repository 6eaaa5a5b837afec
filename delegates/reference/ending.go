package reference

import (
	"fmt"
	"math"

	"edged/internal/fixedpoint"
	"edged/models/graph"
)

// operands are the tensors of a convolution or fully connected layer, wherever its
// operator has them. The bias may be nil.
type operands struct{ in, filter, bias, out *value }

func (p *prep) operands(in, filter, bias int) operands {
	return operands{p.in(in), p.in(filter), p.in(bias), p.out(0)}
}

// floatEnding adds a bias, which may be computed by the model, and clamps.
func floatEnding(p *prep, o operands, a graph.Activation) (ending[float32], error) {
	lo, hi, err := fixedpoint.ActivationRangeFloat(a)
	if err != nil {
		return nil, err
	}
	if o.bias != nil && o.bias.Type != graph.Float32 {
		return nil, p.noType()
	}
	return func(pixel int, sums []float32) {
		dst := view[float32](o.out)[pixel*len(sums):][:len(sums)]
		if o.bias == nil {
			for c, s := range sums {
				dst[c] = min(max(s, lo), hi)
			}
			return
		}
		b := view[float32](o.bias)
		for c, s := range sums {
			dst[c] = min(max(s+b[c], lo), hi)
		}
	}, nil
}

// rescaler scales the sum of a channel to the output's scale.
type rescaler[S int32 | int64] func(channel int, sum S) int32

// fixed32 multiplies 32-bit sums by fixed-point multipliers, rounding twice.
func fixed32(m []fixedpoint.Multiplier) rescaler[int32] {
	return func(c int, s int32) int32 { return m[c].Mul(s) }
}

// halvesUp32 is fixed32 whose second rounding takes halves up in the first n channels.
func halvesUp32(m []fixedpoint.Multiplier, n int) rescaler[int32] {
	if n == 0 {
		return fixed32(m)
	}
	return func(c int, s int32) int32 {
		if c < n {
			return mulHalvesUp(m[c], s)
		}
		return m[c].Mul(s)
	}
}

// fixed64 multiplies 64-bit sums by fixed-point multipliers of 16 bits, rounding once.
func fixed64(m []fixedpoint.Multiplier) (rescaler[int64], error) {
	for _, v := range m {
		if v.Shift > 14 {
			return nil, fmt.Errorf("cannot rescale by more than 2^14")
		}
	}
	return func(c int, s int64) int32 { return m[c].Mul64(s) }, nil
}

// realScale multiplies in float64 and rounds halves away from zero.
func realScale[S int32 | int64](scale []float64) rescaler[S] {
	return func(c int, s S) int32 {
		y := math.Round(float64(s) * scale[c])
		return int32(max(min(y, math.MaxInt32/2), math.MinInt32/2)) // room for a zero point
	}
}

// intEnding adds a bias of elements B, rescales, and stores elements T.
func intEnding[S int32 | int64, B int32 | int64, T int8 | uint8 | int16](o operands, a graph.Activation, scale rescaler[S]) (ending[S], error) {
	q, err := affineOf(o.out)
	if err != nil {
		return nil, err
	}
	lo, hi := intRange(o.out.Type)
	if lo, hi, err = fixedpoint.ActivationRange(a, q.scale, q.zero, lo, hi); err != nil {
		return nil, err
	}
	return intEndingIn[S, B, T](o, q.zero, lo, hi, scale), nil
}

// intEndingIn is intEnding for an output of zero point zero and the range lo to hi.
func intEndingIn[S int32 | int64, B int32 | int64, T int8 | uint8 | int16](o operands, zero, lo, hi int32, scale rescaler[S]) ending[S] {
	return func(pixel int, sums []S) {
		dst := view[T](o.out)[pixel*len(sums):][:len(sums)]
		var b []B
		if o.bias != nil {
			b = view[B](o.bias)
		}
		for c, s := range sums {
			if b != nil {
				s += S(b[c])
			}
			dst[c] = T(min(max(scale(c, s)+zero, lo), hi))
		}
	}
}

// end8 is intEnding for 32-bit sums and 8-bit outputs.
func end8(p *prep, o operands, a graph.Activation, scale rescaler[int32]) (ending[int32], error) {
	if o.bias != nil && o.bias.Type != graph.Int32 {
		return nil, p.noType()
	}
	if o.out.Type == graph.Int8 {
		return intEnding[int32, int32, int8](o, a, scale)
	}
	return intEnding[int32, int32, uint8](o, a, scale)
}
