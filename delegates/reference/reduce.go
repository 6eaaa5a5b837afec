package reference

import (
	"slices"
)

// reduction walks the elements of a tensor in order, knowing for each which element of
// the output it goes to. Neighbouring dimensions that are both kept or both reduced are
// one here.
type reduction struct {
	dims  []int // outermost first, at least one
	step  []int // of the output along each, 0 where reduced
	in    int   // elements of the input
	count int   // elements that go to one output
	all   bool  // every dimension is reduced, those of size 1 too
}

// newReduction reduces a shape along axes, which the shape rule has checked.
func newReduction(shape, axes []int) *reduction {
	reduced := make([]bool, len(shape))
	if len(shape) > 0 { // a scalar's axes say nothing
		for _, a := range axes {
			reduced[(a+len(shape))%len(shape)] = true
		}
	}
	r := &reduction{in: 1, count: 1, all: !slices.Contains(reduced, false)}
	out := 1
	var dims, step []int // innermost first
	for i := len(shape) - 1; i >= 0; i-- {
		d := shape[i]
		r.in *= d
		s := out
		if reduced[i] {
			r.count *= d
			s = 0
		} else {
			out *= d
		}
		if n := len(dims) - 1; n >= 0 && (s == 0) == (step[n] == 0) {
			dims[n] *= d
			continue
		}
		dims, step = append(dims, d), append(step, s)
	}
	for i := len(dims) - 1; i >= 0; i-- {
		r.dims, r.step = append(r.dims, dims[i]), append(r.step, step[i])
	}
	if len(r.dims) == 0 {
		r.dims, r.step = []int{1}, []int{0}
	}
	return r
}

// reduced makes a kernel that combines with f, in order, the elements that go to each
// output, beginning with first. Where all go to one output it begins with the first of
// them, which matters to floats.
func reduced[T element](p *prep, first T, f func(acc, x T) T) kernel {
	in, out := p.in(0), p.out(0)
	r := newReduction(in.Shape, p.in(1).Ints())
	if r.all && r.in > 0 {
		return serial(func() error {
			x := view[T](in)
			acc := x[0]
			for _, v := range x[1:] {
				acc = f(acc, v)
			}
			view[T](out)[0] = acc
			return nil
		})
	}
	outer, level := 1, 0
	if r.step[0] != 0 && len(r.dims) > 1 && r.in > 0 {
		outer, level = r.dims[0], 1
	}
	n, m := r.in/outer, out.Elems()/outer
	return parallel{outer, func(lo, hi, _ int) error {
		for u := lo; u < hi; u++ {
			y := view[T](out)[u*m : (u+1)*m]
			repeat(y, first)
			if r.in > 0 {
				combine(r, y, view[T](in)[u*n:(u+1)*n], level, f)
			}
		}
		return nil
	}}
}

// combine puts the elements x of the dimensions from level on into acc, which starts at
// their output.
func combine[T element](r *reduction, acc, x []T, level int, f func(acc, x T) T) {
	if level < len(r.dims)-1 {
		n := len(x) / r.dims[level]
		for i := range r.dims[level] {
			combine(r, acc[i*r.step[level]:], x[i*n:(i+1)*n], level+1, f)
		}
		return
	}
	if r.step[level] != 0 {
		for i, v := range x {
			acc[i] = f(acc[i], v)
		}
		return
	}
	a := acc[0]
	for _, v := range x {
		a = f(a, v)
	}
	acc[0] = a
}
