package reference

import (
	"math"

	loop "edged/internal/kernel"
	"edged/models/graph"
)

// buildCast converts between types: real numbers to integers towards zero, saturating,
// and wider integers to narrower ones by their low bits (TFLite's cast.cc). Integers of 4
// and 2 bits become floats.
func buildCast(p *prep) (kernel, error) {
	switch t := p.in(0).Type; t {
	case graph.Float32:
		if p.out(0).Type == graph.Int32 {
			return pieces(p, func(y []int32, x []float32) { loop.Truncate(y, x, p.cpu) }), nil
		}
		return castReals(p, func(x float32) float64 { return float64(x) })
	case graph.Float64:
		return castReals(p, func(x float64) float64 { return x })
	case graph.Float16:
		return castReals(p, func(x float16) float64 { return float64(x.float()) })
	case graph.Int8:
		if p.out(0).Type == graph.Float32 {
			return tabulated(p, func(x int8) float32 { return float32(x) }), nil
		}
		return castInts[int8](p)
	case graph.UInt8, graph.Bool:
		if p.out(0).Type == graph.Float32 {
			return tabulated(p, func(x uint8) float32 { return float32(x) }), nil
		}
		return castInts[uint8](p)
	case graph.Int16:
		return castInts[int16](p)
	case graph.UInt16:
		return castInts[uint16](p)
	case graph.Int32:
		return castInts[int32](p)
	case graph.UInt32:
		return castInts[uint32](p)
	case graph.Int64:
		return castInts[int64](p)
	case graph.Int4, graph.UInt4, graph.Int2:
		if p.out(0).Type == graph.Float32 {
			return packed(p, func(x int32) float32 { return float32(x) }), nil
		}
	}
	return nil, p.noType()
}

func castInts[T number](p *prep) (kernel, error) {
	switch p.out(0).Type {
	case graph.Float32:
		return pieces(p, toFloats[T]), nil
	case graph.Float64:
		return unary(p, func(x T) float64 { return float64(x) }), nil
	case graph.Float16:
		return unary(p, func(x T) float16 { return float16Of(float32(x)) }), nil
	case graph.Int8:
		return unary(p, func(x T) int8 { return int8(x) }), nil
	case graph.UInt8:
		return unary(p, func(x T) uint8 { return uint8(x) }), nil
	case graph.Int16:
		return unary(p, func(x T) int16 { return int16(x) }), nil
	case graph.UInt16:
		return unary(p, func(x T) uint16 { return uint16(x) }), nil
	case graph.Int32:
		return unary(p, func(x T) int32 { return int32(x) }), nil
	case graph.UInt32:
		return unary(p, func(x T) uint32 { return uint32(x) }), nil
	case graph.Int64:
		return unary(p, func(x T) int64 { return int64(x) }), nil
	case graph.Bool:
		return unary(p, func(x T) bool { return x != 0 }), nil
	}
	return nil, p.noType()
}

func toFloats[T number](y []float32, x []T) {
	for i, v := range x {
		y[i] = float32(v)
	}
}

// castReals goes through float64, which holds every input exactly.
func castReals[T element](p *prep, real func(T) float64) (kernel, error) {
	switch p.out(0).Type {
	case graph.Float32:
		return unary(p, func(x T) float32 { return float32(real(x)) }), nil
	case graph.Float64:
		return unary(p, real), nil
	case graph.Float16:
		return unary(p, func(x T) float16 { return float16Of(float32(real(x))) }), nil
	case graph.Int8:
		return truncated(p, real, int8(math.MinInt8), math.MaxInt8), nil
	case graph.UInt8:
		return truncated(p, real, uint8(0), math.MaxUint8), nil
	case graph.Int16:
		return truncated(p, real, int16(math.MinInt16), math.MaxInt16), nil
	case graph.UInt16:
		return truncated(p, real, uint16(0), math.MaxUint16), nil
	case graph.Int32:
		return truncated(p, real, int32(math.MinInt32), math.MaxInt32), nil
	case graph.UInt32:
		return truncated(p, real, uint32(0), math.MaxUint32), nil
	case graph.Int64:
		return truncated(p, real, int64(math.MinInt64), math.MaxInt64), nil
	case graph.Bool:
		return unary(p, func(x T) bool { return real(x) != 0 }), nil
	}
	return nil, p.noType()
}

// truncated converts to a type with that range. What is not a number becomes the
// greatest value.
func truncated[T element, U integer](p *prep, real func(T) float64, lo, hi U) kernel {
	least, above := float64(lo), float64(hi/2+1)*2
	return unary(p, func(v T) U {
		x := real(v)
		switch {
		case x != x || x >= above:
			return hi
		case x < least:
			return lo
		}
		return U(x)
	})
}
