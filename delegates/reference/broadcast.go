package reference

import (
	"fmt"

	"edged/internal/fixedpoint"
	loop "edged/internal/kernel"
	"edged/models/graph"
)

// maxBroadcastRank bounds the dimensions that are left after neighbours which broadcast
// alike are merged. TFLite stops at 6 before merging.
const maxBroadcastRank = 6

// blockElems is how many elements of a row make one unit of work.
const blockElems = 4096

// broadcast walks two inputs and an output under NumPy's broadcasting: rows of inner
// elements, each cut into blocks, each block a unit.
type broadcast struct {
	outer  []int // dimensions around a row, outermost first
	a, b   []int // strides of the inputs along outer, 0 where one repeats
	inner  int
	ia, ib int // strides along a row, 0 or 1
	blocks int // of a row
	units  int
}

// newBroadcast merges the dimensions of an output of shape out that inputs of shapes a
// and b broadcast to; the shape rule has checked that they do.
func newBroadcast(a, b, out []int) (*broadcast, error) {
	var w walk
	sa, sb := 1, 1
	for i := 1; i <= len(out); i++ {
		d, da, db := out[len(out)-i], fromEnd(a, i), fromEnd(b, i)
		w.add(d, stride(sa, da), stride(sb, db))
		sa, sb = sa*da, sb*db
	}
	if len(w.dims) == 0 {
		w.add1()
	}
	if len(w.dims) > maxBroadcastRank {
		return nil, fmt.Errorf("shapes %v and %v broadcast along more than %d dimensions", a, b, maxBroadcastRank)
	}
	return w.finish(), nil
}

func fromEnd(s []int, i int) int {
	if i > len(s) {
		return 1
	}
	return s[len(s)-i]
}

// stride returns the step along a dimension of an input: 0 where the input repeats.
func stride(step, dim int) int {
	if dim == 1 {
		return 0
	}
	return step
}

// walk gathers dimensions, innermost first.
type walk struct{ dims, a, b []int }

func (w *walk) add1() { w.dims, w.a, w.b = []int{1}, []int{0}, []int{0} }

func (w *walk) add(d, a, b int) {
	if d == 1 {
		return
	}
	if n := len(w.dims) - 1; n >= 0 && a == w.a[n]*w.dims[n] && b == w.b[n]*w.dims[n] {
		w.dims[n] *= d
		return
	}
	w.dims, w.a, w.b = append(w.dims, d), append(w.a, a), append(w.b, b)
}

func (w *walk) finish() *broadcast {
	b := &broadcast{inner: w.dims[0], ia: w.a[0], ib: w.b[0], units: 1}
	for i := len(w.dims) - 1; i > 0; i-- {
		b.outer = append(b.outer, w.dims[i])
		b.a, b.b = append(b.a, w.a[i]), append(b.b, w.b[i])
		b.units *= w.dims[i]
	}
	b.blocks = (b.inner + blockElems - 1) / blockElems
	b.units *= b.blocks
	return b
}

// span is one block: where it starts in the inputs and the output, and its length.
type span struct{ a, b, out, n int }

// at returns the block of a unit.
func (b *broadcast) at(unit int) span {
	row, block := unit/b.blocks, unit%b.blocks
	skip := block * blockElems
	s := span{a: skip * b.ia, b: skip * b.ib, out: row*b.inner + skip, n: min(b.inner-skip, blockElems)}
	for i := len(b.outer) - 1; i >= 0; i-- {
		at := row % b.outer[i]
		row /= b.outer[i]
		s.a += at * b.a[i]
		s.b += at * b.b[i]
	}
	return s
}

// binary makes a kernel that computes f on every pair of elements of inputs 0 and 1.
func binary[T, U element](p *prep, f func(x, y T) U) (kernel, error) {
	x, y, out := p.in(0), p.in(1), p.out(0)
	b, err := newBroadcast(x.Shape, y.Shape, out.Shape)
	if err != nil {
		return nil, err
	}
	return parallel{b.units, func(lo, hi, _ int) error {
		xs, ys, os := view[T](x), view[T](y), view[U](out)
		for u := lo; u < hi; u++ {
			s := b.at(u)
			row := os[s.out : s.out+s.n]
			i, j := s.a, s.b
			for k := range row {
				row[k] = f(xs[i], ys[j])
				i, j = i+b.ia, j+b.ib
			}
		}
		return nil
	}}, nil
}

// number is an element type with arithmetic.
type number interface {
	~int8 | ~uint8 | ~int16 | ~uint16 | ~int32 | ~uint32 | ~int64 | ~uint64 | ~float32 | ~float64
}

// arithmetic are the operations of one binary operator on types that are not quantized.
type arithmetic struct {
	op    loop.OpF32 // the same as float, where kernels know it
	float func(x, y float32) float32
	i32   func(x, y int32) int32
	i64   func(x, y int64) int64
}

// build makes the kernel for inputs and output of type t, nil where there is none.
func (a arithmetic) build(p *prep, t graph.DType, act graph.Activation) (kernel, error) {
	switch {
	case t == graph.Float32:
		lo, hi, err := fixedpoint.ActivationRangeFloat(act)
		if err != nil {
			return nil, err
		}
		if a.op != loop.NoF32 {
			return binaryF32(p, a.op, lo, hi)
		}
		return binary(p, func(x, y float32) float32 { return min(max(a.float(x, y), lo), hi) })
	case t == graph.Int32 && a.i32 != nil:
		return clamped(p, act, a.i32)
	case t == graph.Int64 && a.i64 != nil:
		return clamped(p, act, a.i64)
	}
	return nil, p.noType()
}

// binaryF32 is binary for an operation that kernels know, clamped.
func binaryF32(p *prep, op loop.OpF32, lo, hi float32) (kernel, error) {
	x, y, out := p.in(0), p.in(1), p.out(0)
	b, err := newBroadcast(x.Shape, y.Shape, out.Shape)
	if err != nil {
		return nil, err
	}
	return parallel{b.units, func(from, to, _ int) error {
		xs, ys, os := view[float32](x), view[float32](y), view[float32](out)
		for u := from; u < to; u++ {
			s := b.at(u)
			op.Run(os[s.out:s.out+s.n], xs[s.a:], b.ia, ys[s.b:], b.ib, lo, hi, p.cpu)
		}
		return nil
	}}, nil
}

// clamped is binary on integers that are not quantized, with a fused activation.
func clamped[T int32 | int64](p *prep, act graph.Activation, f func(x, y T) T) (kernel, error) {
	var lo, hi T
	switch act {
	case graph.ActNone:
		return binary(p, f)
	case graph.ActRelu:
		return binary(p, func(x, y T) T { return max(f(x, y), 0) })
	case graph.ActRelu6:
		lo, hi = 0, 6
	case graph.ActReluN1To1:
		lo, hi = -1, 1
	default:
		return nil, fmt.Errorf("cannot fuse activation %v", act)
	}
	return binary(p, func(x, y T) T { return min(max(f(x, y), lo), hi) })
}

// sameTypes reports whether the first two inputs and the output have one type.
func (p *prep) sameTypes() bool {
	return p.in(0).Type == p.in(1).Type && p.in(0).Type == p.out(0).Type
}
