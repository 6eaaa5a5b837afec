package reference

import (
	"edged/internal/fixedpoint"
	loop "edged/internal/kernel"
	"edged/models/graph"
)

// buildQuantize turns floats into integers, and integers of one quantization into those
// of another (TFLite's reference/quantize.h and requantize.h).
func buildQuantize(p *prep) (kernel, error) {
	in, out := p.in(0), p.out(0)
	switch {
	case in.Type == graph.Float32:
		return quantizeFloats(p)
	case is8bit(in.Type) && is8bit(out.Type):
		f, err := requantizer(p)
		if err != nil {
			return nil, err
		}
		return newTable8(in, out, func(v int32) (int32, error) { return f(v), nil }).kernel(p), nil
	case in.Type == graph.Int8 && out.Type == graph.Int16:
		return requantize[int8, int16](p)
	case in.Type == graph.UInt8 && out.Type == graph.Int16:
		return requantize[uint8, int16](p)
	case in.Type == graph.Int16 && out.Type == graph.Int8:
		return requantize[int16, int8](p)
	case in.Type == graph.Int16 && out.Type == graph.Int16:
		return requantize[int16, int16](p)
	case in.Type == graph.Int16 && out.Type == graph.Int32:
		return requantize[int16, int32](p)
	case in.Type == graph.Int32 && out.Type == graph.Int8:
		return requantize[int32, int8](p)
	case in.Type == graph.Int32 && out.Type == graph.Int16:
		return requantize[int32, int16](p)
	}
	return nil, p.noType()
}

func quantizeFloats(p *prep) (kernel, error) {
	switch p.out(0).Type {
	case graph.Int8:
		return quantizeTo[int8](p)
	case graph.UInt8:
		return quantizeTo[uint8](p)
	case graph.Int16:
		return quantizeTo[int16](p)
	}
	return nil, p.noType()
}

func quantizeTo[T int8 | uint8 | int16](p *prep) (kernel, error) {
	lo, hi := intRange(p.out(0).Type)
	quantized := func(x, scale float32, zero int32) T {
		v := int64(saturate32(roundFloat(x/scale))) + int64(zero)
		return T(min(max(v, int64(lo)), int64(hi)))
	}
	in, out := p.in(0), p.out(0)
	if out.PerChannel() {
		c, err := channelsOf(out)
		if err != nil {
			return nil, err
		}
		return c.kernel(func(from, to int, scale float32, zero int32) {
			y := view[T](out)[from:to]
			for i, x := range view[float32](in)[from:to] {
				y[i] = quantized(x, scale, zero)
			}
		}), nil
	}
	q, err := affineOf(out)
	if is8bit(out.Type) {
		return quantize8(p, loop.Quantizer{Scale: q.scale, Zero: q.zero, Low: lo, High: hi}), err
	}
	return unary(p, func(x float32) T { return quantized(x, q.scale, q.zero) }), err
}

// quantize8 makes the kernel of 8-bit outputs.
func quantize8(p *prep, q loop.Quantizer) kernel {
	in, out := p.in(0), p.out(0)
	n := in.Elems()
	return parallel{blocks(n), func(lo, hi, _ int) error {
		from, to := eachBlock(lo, hi, n)
		q.Quantize(out.Data[from:to], view[float32](in)[from:to], p.cpu)
		return nil
	}}
}

// requantizer returns the function from one quantization to the other.
func requantizer(p *prep) (func(int32) int32, error) {
	q, err := affines(p.in(0), p.out(0))
	if err != nil {
		return nil, err
	}
	m, err := fixedpoint.QuantizeMultiplier(float64(q[0].scale) / float64(q[1].scale))
	if err != nil {
		return nil, err
	}
	lo, hi := intRange(p.out(0).Type)
	return func(v int32) int32 { return min(max(m.Mul(v-q[0].zero)+q[1].zero, lo), hi) }, nil
}

func requantize[T, U int8 | uint8 | int16 | int32](p *prep) (kernel, error) {
	f, err := requantizer(p)
	if err != nil {
		return nil, err
	}
	return unary(p, func(x T) U { return U(f(int32(x))) }), nil
}
