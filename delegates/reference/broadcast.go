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

// span is one block: where it starts in the inputs and the output, and its length.
type span struct{ a, b, out, n int }

// at returns the block of a unit.
func (b *broadcast) at(unit int) span {
	row, skip := unit, 0
	if b.blocks > 1 {
		row, skip = unit/b.blocks, unit%b.blocks*blockElems
	}
	s := span{a: skip * b.ia, b: skip * b.ib, out: row*b.inner + skip, n: min(b.inner-skip, blockElems)}
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
