package reference

import (
	"math"

	"edged/models/graph"
)

// buildCast converts between types: floats to integers towards zero, saturating, and
// wider integers to narrower ones by their low bits (TFLite's cast.cc).
func buildCast(p *prep) (kernel, error) {
	switch p.in(0).Type {
	case graph.Float32:
		return castFloats(p)
	case graph.Int8:
		return castInts[int8](p)
	case graph.UInt8, graph.Bool:
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
	}
	return nil, p.noType()
}

func castInts[T number](p *prep) (kernel, error) {
	switch p.out(0).Type {
	case graph.Float32:
		return unary(p, func(x T) float32 { return float32(x) }), nil
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

func castFloats(p *prep) (kernel, error) {
	switch p.out(0).Type {
	case graph.Float32:
		return unary(p, func(x float32) float32 { return x }), nil
	case graph.Int8:
		return unary(p, truncate[int8](math.MinInt8, math.MaxInt8)), nil
	case graph.UInt8:
		return unary(p, truncate[uint8](0, math.MaxUint8)), nil
	case graph.Int16:
		return unary(p, truncate[int16](math.MinInt16, math.MaxInt16)), nil
	case graph.UInt16:
		return unary(p, truncate[uint16](0, math.MaxUint16)), nil
	case graph.Int32:
		return unary(p, truncate[int32](math.MinInt32, math.MaxInt32)), nil
	case graph.UInt32:
		return unary(p, truncate[uint32](0, math.MaxUint32)), nil
	case graph.Int64:
		return unary(p, truncate[int64](math.MinInt64, math.MaxInt64)), nil
	case graph.Bool:
		return unary(p, func(x float32) bool { return x != 0 }), nil
	}
	return nil, p.noType()
}

// truncate returns the conversion of floats to a type with that range. What is not a
// number becomes the greatest value.
func truncate[T number](lo, hi T) func(float32) T {
	least, above := float32(lo), float32(hi/2+1)*2
	return func(x float32) T {
		switch {
		case x != x || x >= above:
			return hi
		case x < least:
			return lo
		}
		return T(x)
	}
}
