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
	return pieces(p, func(y []U, x []T) {
		for i, v := range x {
			y[i] = f(v)
		}
	})
}

// pieces makes a kernel of a function that computes a stretch of the output from one of
// input 0.
func pieces[T, U element](p *prep, f func(y []U, x []T)) kernel {
	in, out := p.in(0), p.out(0)
	n := in.Elems()
	return parallel{blocks(n), func(lo, hi, _ int) error {
		from, to := eachBlock(lo, hi, n)
		f(view[U](out)[from:to], view[T](in)[from:to])
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

// realNumbers makes the kernel of an operator that takes float32 and float16.
func realNumbers(p *prep, f func(float32) float32) (kernel, error) {
	if p.in(0).Type == graph.Float16 && p.out(0).Type == graph.Float16 {
		return unary(p, onHalves(f)), nil
	}
	return floats(p, f)
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

// is8bit reports whether elements of the type are quantized bytes.
func is8bit(t graph.DType) bool { return t == graph.Int8 || t == graph.UInt8 }

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
