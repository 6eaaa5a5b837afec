package reference

import (
	"fmt"

	"edged/internal/fixedpoint"
	"edged/models/graph"
)

// comparison is one of EQUAL, NOT_EQUAL, LESS and so on: its function for each type. Those
// that are missing are not taken.
type comparison struct {
	f32  func(x, y float32) bool
	i16  func(x, y int16) bool
	i32  func(x, y int32) bool // of quantized numbers too
	i64  func(x, y int64) bool
	bits func(x, y uint8) bool // of booleans
	// scaled says that quantized int16 are brought to one scale; otherwise i16 compares
	// them as they are stored, as TFLite does.
	scaled bool
}

// build makes the kernel for the types of the inputs.
func (c comparison) build(p *prep) (kernel, error) {
	x := p.in(0)
	if x.Type != p.in(1).Type || p.out(0).Type != graph.Bool {
		return nil, p.noType()
	}
	switch {
	case x.Type == graph.Float32:
		return relation(p, c.f32)
	case x.Type == graph.Float16:
		return binary(p, func(x, y float16) bool { return c.f32(x.float(), y.float()) })
	case x.Type == graph.Int16 && c.scaled && isQuantized(x):
		return compareQuantized[int16](p, c.i32)
	case x.Type == graph.Int16:
		return relation(p, c.i16)
	case x.Type == graph.Int32:
		return relation(p, c.i32)
	case x.Type == graph.Int64:
		return relation(p, c.i64)
	case x.Type == graph.Bool:
		return relation(p, c.bits)
	case x.Type == graph.Int8:
		return compareQuantized[int8](p, c.i32)
	case x.Type == graph.UInt8:
		return compareQuantized[uint8](p, c.i32)
	}
	return nil, p.noType()
}

func relation[T element](p *prep, f func(x, y T) bool) (kernel, error) {
	if f == nil {
		return nil, p.noType()
	}
	return binary(p, f)
}

// compareShift is how far quantized numbers are shifted left before they are scaled.
const compareShift = 8

// compareQuantized compares what numbers of two quantizations stand for, to the nearest
// 1/256 (comparisons.cc).
func compareQuantized[T int8 | uint8 | int16](p *prep, f func(x, y int32) bool) (kernel, error) {
	q, err := affines(p.in(0), p.in(1))
	if err != nil {
		return nil, err
	}
	var m [2]fixedpoint.Multiplier
	for i := range m {
		if m[i], err = fixedpoint.QuantizeMultiplier(float64(q[i].scale)); err != nil {
			return nil, err
		}
		if m[i].Shift > 0 {
			return nil, fmt.Errorf("tensor %s: cannot compare at a scale of %g, which is not below 1", p.in(i).Name, q[i].scale)
		}
	}
	return binary(p, func(x, y T) bool {
		return f(m[0].Mul((int32(x)-q[0].zero)<<compareShift), m[1].Mul((int32(y)-q[1].zero)<<compareShift))
	})
}
