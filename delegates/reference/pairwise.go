package reference

import "edged/models/graph"

// pairwise are the functions of an operator of two inputs of one type, for each type
// that it takes.
type pairwise struct {
	half bool // f32 makes results of float16 too
	f32  func(x, y float32) float32
	f64  func(x, y float64) float64
	i8   func(x, y int8) int8
	u8   func(x, y uint8) uint8
	i16  func(x, y int16) int16
	u16  func(x, y uint16) uint16
	i32  func(x, y int32) int32
	u32  func(x, y uint32) uint32
	i64  func(x, y int64) int64
}

func (w pairwise) build(p *prep) (kernel, error) {
	if !p.sameTypes() {
		return nil, p.noType()
	}
	switch p.out(0).Type {
	case graph.Float32:
		return pairs(p, w.f32)
	case graph.Float16:
		if w.half {
			return binary(p, onHalfPairs(w.f32))
		}
	case graph.Float64:
		return pairs(p, w.f64)
	case graph.Int8:
		return pairs(p, w.i8)
	case graph.UInt8:
		return pairs(p, w.u8)
	case graph.Int16:
		return pairs(p, w.i16)
	case graph.UInt16:
		return pairs(p, w.u16)
	case graph.Int32:
		return pairs(p, w.i32)
	case graph.UInt32:
		return pairs(p, w.u32)
	case graph.Int64:
		return pairs(p, w.i64)
	}
	return nil, p.noType()
}

// pairs is binary for a function that may be missing.
func pairs[T element](p *prep, f func(x, y T) T) (kernel, error) {
	if f == nil {
		return nil, p.noType()
	}
	return binary(p, f)
}
