package reference

import (
	"fmt"
	"slices"

	"edged/internal/fixedpoint"
	loop "edged/internal/kernel"
	"edged/models/graph"
)

// maxBroadcastRank bounds the dimensions that are left after neighbours which broadcast
// alike are merged. TFLite stops at 8 before merging.
const maxBroadcastRank = 8

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
	w, err := walkOf(out, a, b)
	if err != nil {
		return nil, err
	}
	l := broadcast{inner: w.dims[0], ia: w.steps[0][0], ib: w.steps[1][0]}
	l.outer, l.a, l.b = outward(w.dims), outward(w.steps[0]), outward(w.steps[1])
	l.blocks = blocks(l.inner)
	l.units = graph.Elems(l.outer) * l.blocks
	return &l, nil
}

// walk is a walk through tensors of several shapes in the order of the output they
// broadcast to: dimensions, innermost first, and for each tensor its strides along them.
type walk struct {
	dims  []int
	steps [][]int
}

// walkOf returns a walk of at least one dimension.
func walkOf(out []int, shapes ...[]int) (*walk, error) {
	w := walk{steps: make([][]int, len(shapes))}
	size, step := make([]int, len(shapes)), make([]int, len(shapes))
	for i := range size {
		size[i] = 1
	}
	for i := 1; i <= len(out); i++ {
		for j, s := range shapes {
			d := fromEnd(s, i)
			step[j] = stride(size[j], d)
			size[j] *= d
		}
		w.add(out[len(out)-i], step)
	}
	if len(w.dims) == 0 {
		clear(step)
		w.push(1, step)
	}
	if len(w.dims) > maxBroadcastRank {
		return nil, fmt.Errorf("shapes %v broadcast along more than %d dimensions", shapes, maxBroadcastRank)
	}
	return &w, nil
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

// add puts a dimension around those that are there, or makes the outermost one longer.
func (w *walk) add(d int, step []int) {
	if d == 1 {
		return
	}
	n := len(w.dims) - 1
	merge := n >= 0
	for j := range step {
		merge = merge && step[j] == w.steps[j][n]*w.dims[n]
	}
	if merge {
		w.dims[n] *= d
		return
	}
	w.push(d, step)
}

func (w *walk) push(d int, step []int) {
	w.dims = append(w.dims, d)
	for j := range step {
		w.steps[j] = append(w.steps[j], step[j])
	}
}

// outward returns all but the innermost, outermost first.
func outward(x []int) []int {
	out := slices.Clone(x[1:])
	slices.Reverse(out)
	return out
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
func binary[T, U element](p *prep, f func(x, y T) U) (kernel, error) { return mixed(p, f) }

// mixed is binary for inputs that may have different types.
func mixed[X, Y, U element](p *prep, f func(x X, y Y) U) (kernel, error) {
	x, y, out := p.in(0), p.in(1), p.out(0)
	b, err := newBroadcast(x.Shape, y.Shape, out.Shape)
	if err != nil {
		return nil, err
	}
	return parallel{b.units, func(lo, hi, _ int) error {
		xs, ys, os := view[X](x), view[Y](y), view[U](out)
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

// integer is an element type of whole numbers.
type integer interface {
	~int8 | ~uint8 | ~int16 | ~uint16 | ~int32 | ~uint32 | ~int64 | ~uint64
}

// number is an element type with arithmetic.
type number interface{ integer | ~float32 | ~float64 }

// arithmetic are the operations of one binary operator on types that are not quantized.
type arithmetic struct {
	op    loop.OpF32 // the same as float, where kernels know it
	float func(x, y float32) float32
	i16   func(x, y int16) int16
	i32   func(x, y int32) int32
	u32   func(x, y uint32) uint32
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
	case t == graph.Int16 && a.i16 != nil:
		return clamped(p, act, a.i16)
	case t == graph.UInt32 && a.u32 != nil:
		return clamped(p, act, a.u32)
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
func clamped[T int16 | int32 | uint32 | int64](p *prep, act graph.Activation, f func(x, y T) T) (kernel, error) {
	var lo, hi T
	switch act {
	case graph.ActNone:
		return binary(p, f)
	case graph.ActRelu:
		return binary(p, func(x, y T) T { return max(f(x, y), 0) })
	case graph.ActRelu6:
		lo, hi = 0, 6
	case graph.ActReluN1To1:
		hi = 1
		lo -= hi
	default:
		return nil, fmt.Errorf("cannot fuse activation %v", act)
	}
	return binary(p, func(x, y T) T { return min(max(f(x, y), lo), hi) })
}

// sameTypes reports whether the first two inputs and the output have one type.
func (p *prep) sameTypes() bool {
	return p.in(0).Type == p.in(1).Type && p.in(0).Type == p.out(0).Type
}
