package reference

import (
	"math"
	"slices"

	"edged/models/graph"
)

// blocks is the number of units that n elements make.
func blocks(n int) int { return (n + blockElems - 1) / blockElems }

// eachBlock returns the elements of the units [lo, hi) of n.
func eachBlock(lo, hi, n int) (from, to int) { return lo * blockElems, min(hi*blockElems, n) }

// unary makes a kernel that computes f on every element of input 0.
func unary[T, U element](p *prep, f func(T) U) kernel {
	in, out := p.in(0), p.out(0)
	n := in.Elems()
	return parallel{blocks(n), func(lo, hi, _ int) error {
		from, to := eachBlock(lo, hi, n)
		x, y := view[T](in)[from:to], view[U](out)[from:to]
		for i, v := range x {
			y[i] = f(v)
		}
		return nil
	}}
}

// floats makes the kernel of an operator that takes float32 alone.
func floats(p *prep, f func(float32) float32) (kernel, error) {
	if p.in(0).Type != graph.Float32 || p.out(0).Type != graph.Float32 {
		return nil, p.noType()
	}
	return unary(p, f), nil
}

// function makes the kernel of a real function: computed on floats, tabulated on
// quantized numbers of the types given.
func function(p *prep, f func(float32) float32, types ...graph.DType) (kernel, error) {
	switch t := p.in(0).Type; {
	case t != p.out(0).Type:
	case t == graph.Float32:
		return unary(p, f), nil
	case slices.Contains(types, t):
		return functionTable(p, f)
	}
	return nil, p.noType()
}

// guarded makes a kernel over the blocks of input 0 fail where an element is bad.
func guarded[T element](p *prep, k kernel, bad func(T) bool, err error) kernel {
	in, n := p.in(0), p.in(0).Elems()
	return parallel{k.units(), func(lo, hi, worker int) error {
		from, to := eachBlock(lo, hi, n)
		for _, v := range view[T](in)[from:to] {
			if bad(v) {
				return err
			}
		}
		return k.run(lo, hi, worker)
	}}
}

// table8 is a function of 8 bits: the value of each of the 256 bytes, and those it is
// not defined for.
type table8 struct {
	value [256]byte
	bad   [256]bool
	any   bool // whether some are bad
	err   error
}

// kernel makes the kernel that looks every byte of input 0 up.
func (t *table8) kernel(p *prep) kernel {
	in, out := p.in(0), p.out(0)
	n := in.Elems()
	return parallel{blocks(n), func(lo, hi, _ int) error {
		from, to := eachBlock(lo, hi, n)
		x, y := in.Data[from:to], out.Data[from:to]
		for i, v := range x {
			y[i] = t.value[v]
		}
		if t.any {
			return t.check(x)
		}
		return nil
	}}
}

func (t *table8) check(x []byte) error {
	for _, v := range x {
		if t.bad[v] {
			return t.err
		}
	}
	return nil
}

// newTable8 fills a table: f maps each value of the input's type to one of the output's.
// A nil error means defined; the table keeps the last error of f.
func newTable8(in, out *value, f func(q int32) (int32, error)) *table8 {
	var t table8
	ilo, ihi := intRange(in.Type)
	olo, ohi := intRange(out.Type)
	for q := ilo; q <= ihi; q++ {
		v, err := f(q)
		if err != nil {
			t.bad[byte(q)], t.any, t.err = true, true, err
			continue
		}
		t.value[byte(q)] = byte(min(max(v, olo), ohi))
	}
	return &t
}

// requantized makes the kernel of a function from a quantized type to the same, whose
// values are in its range: a table for bytes, computed for int16, whose zero points have
// to be 0.
func requantized(p *prep, f func(int32) int32) (kernel, error) {
	in, out := p.in(0), p.out(0)
	if in.Type != graph.Int16 {
		return newTable8(in, out, func(v int32) (int32, error) { return f(v), nil }).kernel(p), nil
	}
	return unary(p, func(x int16) int16 { return int16(f(int32(x))) }), unshifted(in, out)
}

// is8bit reports whether elements of the type are quantized bytes.
func is8bit(t graph.DType) bool { return t == graph.Int8 || t == graph.UInt8 }

// functionTable tabulates a real function of a quantized number, of a byte as TFLite's
// LUTPopulate (internal/common.h) does: in float32 throughout, halves away from zero.
func functionTable(p *prep, f func(float32) float32) (kernel, error) {
	in, out := p.in(0), p.out(0)
	if in.Type == graph.Int16 {
		return functionTable16(p, f)
	}
	q, err := affines(in, out)
	if err != nil {
		return nil, err
	}
	inverse := 1 / q[1].scale
	return newTable8(in, out, func(v int32) (int32, error) {
		y := f(q[0].scale * float32(v-q[0].zero))
		return saturate32(roundFloat(y*inverse) + float32(q[1].zero)), nil
	}).kernel(p), nil
}

// roundFloat rounds to the nearest integer, halves away from zero (C's roundf).
func roundFloat(x float32) float32 { return float32(math.Round(float64(x))) }

// saturate32 truncates towards zero to the nearest int32; not a number is 0.
func saturate32(x float32) int32 {
	switch {
	case x != x:
		return 0
	case x >= 1<<31:
		return math.MaxInt32
	case x < -1<<31:
		return math.MinInt32
	}
	return int32(x)
}
