package reference

import "edged/models/graph"

// blockElems is how many elements of a row make one unit of work.
const blockElems = 4096

// broadcast walks two inputs and an output under NumPy's broadcasting: rows of inner
// elements, each cut into blocks, each block a unit.
type broadcast struct {
	outer  []int // dimensions around a row, outermost first
	a, b   []int // strides of the inputs along outer, 0 where one repeats
	inner  int
	ia, ib int // strides along a row, 0 or 1
	block  int // elements of a block
	blocks int // of a row
	units  int
	period int // where an input repeats along a row; see tile
	tiled  int // which
}

// newBroadcast merges the dimensions of an output of shape out that inputs of shapes a
// and b broadcast to; the shape rule has checked that they do.
func newBroadcast(a, b, out []int) (*broadcast, error) {
	w, err := walkOf(out, a, b)
	if err != nil {
		return nil, err
	}
	l := broadcast{block: blockElems, inner: w.dims[0], ia: w.steps[0][0], ib: w.steps[1][0]}
	l.outer, l.a, l.b = outward(w.dims), outward(w.steps[0]), outward(w.steps[1])
	l.blocks = blocks(l.inner)
	l.units = graph.Elems(l.outer) * l.blocks
	return &l, nil
}

// span is one block: where it starts in the inputs and the output, and its length.
type span struct{ a, b, out, n int }

// at returns the block of a unit.
func (b *broadcast) at(unit int) span {
	row, skip := unit, 0
	if b.blocks > 1 {
		row, skip = unit/b.blocks, unit%b.blocks*b.block
	}
	s := span{a: skip * b.ia, b: skip * b.ib, out: row*b.inner + skip, n: min(b.inner-skip, b.block)}
	for i := len(b.outer) - 1; i >= 0; i-- {
		at := row
		if i > 0 {
			at = row % b.outer[i]
			row /= b.outer[i]
		}
		s.a += at * b.a[i]
		s.b += at * b.b[i]
	}
	return s
}

// tile makes rows longer that are short because an input repeats from row to row, like the
// mean of each colour of a picture. What at returns then starts at the input's period, which
// has to be repeated all along the span.
func (b *broadcast) tile() {
	last := len(b.outer) - 1
	if last < 0 || b.units == 0 || b.ia != 1 || b.ib != 1 || b.inner > blockElems/16 || (b.a[last] == 0) == (b.b[last] == 0) {
		return
	}
	b.period = b.inner
	if b.a[last] == 0 {
		b.ia = 0
	} else {
		b.tiled, b.ib = 1, 0
	}
	b.inner *= b.outer[last]
	b.outer, b.a, b.b = b.outer[:last], b.a[:last], b.b[:last]
	b.block = blockElems / b.period * b.period
	b.blocks = (b.inner + b.block - 1) / b.block
	b.units = graph.Elems(b.outer) * b.blocks
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
			if b.ia == 1 && b.ib == 1 {
				x, y := xs[s.a:][:len(row)], ys[s.b:][:len(row)]
				for k := range row {
					row[k] = f(x[k], y[k])
				}
				continue
			}
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

// sameTypes reports whether the first two inputs and the output have one type.
func (p *prep) sameTypes() bool {
	return p.in(0).Type == p.in(1).Type && p.in(0).Type == p.out(0).Type
}
