// Package element reads single elements of tensors as numbers.
package element

import (
	"encoding/binary"
	"math"

	"edged/models/graph"
)

// At returns element i of a tensor of real numbers or integers of 8 bits or more. Integers
// above 2^53 lose bits; of other types it returns NaN.
func At(t graph.Tensor, i int) float64 {
	d := t.Data
	switch t.Type {
	case graph.Float32:
		return float64(math.Float32frombits(binary.LittleEndian.Uint32(d[4*i:])))
	case graph.Float16:
		return half(binary.LittleEndian.Uint16(d[2*i:]))
	case graph.BFloat16:
		return float64(math.Float32frombits(uint32(binary.LittleEndian.Uint16(d[2*i:])) << 16))
	case graph.Float64:
		return math.Float64frombits(binary.LittleEndian.Uint64(d[8*i:]))
	case graph.UInt8, graph.Bool:
		return float64(d[i])
	case graph.UInt16:
		return float64(binary.LittleEndian.Uint16(d[2*i:]))
	case graph.UInt32:
		return float64(binary.LittleEndian.Uint32(d[4*i:]))
	case graph.UInt64:
		return float64(binary.LittleEndian.Uint64(d[8*i:]))
	}
	return signed(t, i)
}

func signed(t graph.Tensor, i int) float64 {
	d := t.Data
	switch t.Type {
	case graph.Int8:
		return float64(int8(d[i]))
	case graph.Int16:
		return float64(int16(binary.LittleEndian.Uint16(d[2*i:])))
	case graph.Int32:
		return float64(int32(binary.LittleEndian.Uint32(d[4*i:])))
	case graph.Int64:
		return float64(int64(binary.LittleEndian.Uint64(d[8*i:])))
	}
	return math.NaN()
}

// half returns the value of an IEEE 754 binary16 number.
func half(h uint16) float64 {
	exp, frac := int(h>>10&31), float64(h&1023)
	v := math.Ldexp(1024+frac, exp-25)
	switch {
	case exp == 0:
		v = math.Ldexp(frac, -24)
	case exp == 31 && frac != 0:
		return math.NaN()
	case exp == 31:
		v = math.Inf(1)
	}
	if h>>15 != 0 {
		return -v
	}
	return v
}
