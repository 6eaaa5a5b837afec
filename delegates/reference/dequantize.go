package reference

import (
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
		if p.in(0).PerChannel() {
			return nil, p.noType()
		}
		return dequantize[int16](p)
	case graph.Int4, graph.UInt4, graph.Int2:
		return dequantizePacked(p)
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
	real := func(x T) float32 { return float32(scale * float64(int32(x)-q.zero)) }
	if is8bit(p.in(0).Type) {
		return tabulated(p, real), nil
	}
	return unary(p, real), nil
}

// tabulated is unary for bytes: each is looked up.
func tabulated[T element](p *prep, f func(T) float32) kernel {
	in, out := p.in(0), p.out(0)
	all := value{Tensor: graph.Tensor{Data: make([]byte, 256)}}
	for i := range all.Data {
		all.Data[i] = byte(i)
	}
	table := new([256]float32)
	for i, v := range view[T](&all) {
		table[i] = f(v)
	}
	n := in.Elems()
	return parallel{blocks(n), func(lo, hi, _ int) error {
		from, to := eachBlock(lo, hi, n)
		y := view[float32](out)[from:to]
		for i, v := range in.Data[from:to] {
			y[i] = table[v]
		}
		return nil
	}}
}

func dequantizeChannels[T int8 | uint8 | int16](p *prep) (kernel, error) {
	in, out := p.in(0), p.out(0)
	c, err := channelsOf(in)
	if err != nil {
		return nil, err
	}
	return c.kernel(func(from, to int, scale float32, zero int32) {
		y := view[float32](out)[from:to]
		for i, v := range view[T](in)[from:to] {
			y[i] = scale * float32(int32(v)-zero)
		}
	}), nil
}

func dequantizePacked(p *prep) (kernel, error) {
	in, out, read := p.in(0), p.out(0), packedReader(p.in(0).Type)
	if !in.PerChannel() {
		q, err := affineOf(in)
		scale := float64(q.scale)
		return packed(p, func(x int32) float32 { return float32(scale * float64(x-q.zero)) }), err
	}
	c, err := channelsOf(in)
	if err != nil {
		return nil, err
	}
	return c.kernel(func(from, to int, scale float32, zero int32) {
		y := view[float32](out)
		for i := from; i < to; i++ {
			y[i] = scale * float32(read(in.Data, i)-zero)
		}
	}), nil
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
