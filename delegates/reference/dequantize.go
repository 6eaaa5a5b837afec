package reference

import (
	"fmt"
	"math"

	"edged/models/graph"
)

// buildDequantize turns integers and half-precision numbers into floats (TFLite's
// reference/dequantize.h).
func buildDequantize(p *prep) (kernel, error) {
	if p.out(0).Type != graph.Float32 {
		return nil, p.noType()
	}
	switch p.in(0).Type {
	case graph.Int8:
		return dequantize[int8](p)
	case graph.UInt8:
		return dequantize[uint8](p)
	case graph.Int16:
		return dequantize[int16](p)
	case graph.Float16:
		return unary(p, half), nil
	}
	return nil, p.noType()
}

func dequantize[T int8 | uint8 | int16](p *prep) (kernel, error) {
	if p.in(0).PerChannel() {
		return dequantizeChannels[T](p)
	}
	q, err := affineOf(p.in(0))
	if err != nil {
		return nil, err
	}
	scale := float64(q.scale)
	return unary(p, func(x T) float32 { return float32(scale * float64(int32(x)-q.zero)) }), nil
}

// dequantizeChannels takes one unit for each run of elements of one channel.
func dequantizeChannels[T int8 | uint8 | int16](p *prep) (kernel, error) {
	in, out := p.in(0), p.out(0)
	q, a := in.Quant, in.Quant.Axis
	if a < 0 || a >= len(in.Shape) || in.Shape[a] != len(q.Scale) || len(q.ZeroPoint) > 1 && len(q.ZeroPoint) != len(q.Scale) {
		return nil, fmt.Errorf("tensor %s of shape %v has %d scales along axis %d", in.Name, in.Shape, len(q.Scale), a)
	}
	channels, inner := in.Shape[a], graph.Elems(in.Shape[a+1:])
	return parallel{graph.Elems(in.Shape[:a+1]), func(lo, hi, _ int) error {
		x, y := view[T](in), view[float32](out)
		for u := lo; u < hi; u++ {
			c := u % channels
			var zero int32
			switch len(q.ZeroPoint) {
			case 0:
			case 1:
				zero = int32(q.ZeroPoint[0])
			default:
				zero = int32(q.ZeroPoint[c])
			}
			for i := u * inner; i < (u+1)*inner; i++ {
				y[i] = q.Scale[c] * float32(int32(x[i])-zero)
			}
		}
		return nil
	}}, nil
}

// half returns the value of an IEEE 754 binary16 number.
func half(h uint16) float32 {
	sign, exp, frac := uint32(h>>15)<<31, uint32(h>>10)&31, uint32(h)&1023
	switch exp {
	case 0:
		f := float32(frac) / (1 << 24)
		return math.Float32frombits(math.Float32bits(f) | sign)
	case 31:
		return math.Float32frombits(sign | 255<<23 | frac<<13)
	}
	return math.Float32frombits(sign | (exp+127-15)<<23 | frac<<13)
}
