package reference

import (
	"fmt"

	"edged/models/graph"
)

// Operators that move elements without looking at them view them as unsigned integers of
// the same size.

// byWidth calls the function for elements as wide as those of type t.
func (p *prep) byWidth(t graph.DType, b1, b2, b4, b8 func() (kernel, error)) (kernel, error) {
	switch t.Bits() {
	case 8:
		return b1()
	case 16:
		return b2()
	case 32:
		return b4()
	case 64:
		return b8()
	}
	return nil, p.noType()
}

// moved checks an operator that moves elements of input 0 to output 0: of one type whose
// elements are whole bytes, and quantized alike.
func (p *prep) moved() error {
	in, out := p.in(0), p.out(0)
	if in.Type != out.Type || in.Type.Bits() < 8 {
		return p.noType()
	}
	return sameAffine(in, out)
}

// copyInput is a kernel that copies input 0 to output 0, for operators that change
// nothing but the shape.
func copyInput(p *prep) (kernel, error) {
	in, out := p.in(0), p.out(0)
	if in.Type == graph.String && out.Type == graph.String {
		return copyStrings(p), nil
	}
	if in.Type != out.Type || in.Type.Bits() == 0 {
		return nil, p.noType()
	}
	return serial(func() error {
		copy(out.Data, in.Data)
		return nil
	}), nil
}

// maxMoveRank bounds the dimensions of a strided move: TILE makes two of each.
const maxMoveRank = 16

// move fills the output, of shape dims, from elements of the input that lie step[i] apart
// along dimension i, the first of them at base.
type move struct {
	base       int
	dims, step []int
}

// merged returns the same move with neighbouring dimensions made one where elements lie
// alike along both, and without those of size 1.
func (m move) merged() move {
	out := move{base: m.base}
	for i, d := range m.dims {
		if d == 1 {
			continue
		}
		if last := len(out.dims) - 1; last >= 0 && out.step[last] == m.step[i]*d {
			out.dims[last] *= d
			out.step[last] = m.step[i]
			continue
		}
		out.dims, out.step = append(out.dims, d), append(out.step, m.step[i])
	}
	if len(out.dims) == 0 {
		out.dims, out.step = []int{1}, []int{1}
	}
	return out
}

// kernel makes the kernel; a unit is a row along the last dimension.
func (m move) kernel(p *prep) (kernel, error) {
	m = m.merged()
	if len(m.dims) > maxMoveRank {
		return nil, fmt.Errorf("more than %d dimensions", maxMoveRank)
	}
	if p.in(0).Type == graph.String {
		return moveStrings(p, m), nil
	}
	return p.byWidth(p.out(0).Type,
		func() (kernel, error) { return moveRows[uint8](p, m), nil },
		func() (kernel, error) { return moveRows[uint16](p, m), nil },
		func() (kernel, error) { return moveRows[uint32](p, m), nil },
		func() (kernel, error) { return moveRows[uint64](p, m), nil })
}

func moveRows[T element](p *prep, m move) kernel {
	in, out := p.in(0), p.out(0)
	last := len(m.dims) - 1
	n, step := m.dims[last], m.step[last]
	return parallel{out.unless0(graph.Elems(m.dims[:last])), func(lo, hi, _ int) error {
		x, y := view[T](in), view[T](out)
		for u := lo; u < hi; u++ {
			at, rest := m.base, u
			for i := last - 1; i >= 0; i-- {
				at += rest % m.dims[i] * m.step[i]
				rest /= m.dims[i]
			}
			row := y[u*n : (u+1)*n]
			if step == 1 && n > 0 {
				copy(row, x[at:at+n])
				continue
			}
			for k := range row {
				row[k] = x[at]
				at += step
			}
		}
		return nil
	}}
}

// strides returns how far apart elements along each dimension of a shape lie.
func strides(shape []int) []int {
	out := make([]int, len(shape))
	n := 1
	for i := len(shape) - 1; i >= 0; i-- {
		out[i] = n
		n *= shape[i]
	}
	return out
}
