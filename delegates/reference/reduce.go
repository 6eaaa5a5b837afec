package reference

// reduction walks the elements of a tensor in order, knowing for each which element of
// the output it goes to. Neighbouring dimensions that are both kept or both reduced are
// one here.
type reduction struct {
	dims  []int // outermost first, at least one
	step  []int // of the output along each, 0 where reduced
	in    int   // elements of the input
	count int   // elements that go to one output
}

// newReduction reduces a shape along axes, which the shape rule has checked.
func newReduction(shape, axes []int) *reduction {
	reduced := make([]bool, len(shape))
	for _, a := range axes {
		reduced[(a+len(shape))%len(shape)] = true
	}
	r := &reduction{in: 1, count: 1}
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

// sum adds up what goes to each output, in the order of the input.
func sum[T number, S int32 | int64 | float32](r *reduction, acc []S, x []T) {
	clear(acc)
	sumFrom(r, acc, x, 0)
}

// sumFrom adds the elements x of the dimensions from level on into acc, which starts at
// their output.
func sumFrom[T number, S int32 | int64 | float32](r *reduction, acc []S, x []T, level int) {
	if level < len(r.dims)-1 {
		n := len(x) / r.dims[level]
		for i := range r.dims[level] {
			sumFrom(r, acc[i*r.step[level]:], x[i*n:(i+1)*n], level+1)
		}
		return
	}
	if r.step[level] != 0 {
		acc = acc[:len(x)]
		for i, v := range x {
			acc[i] += S(v)
		}
		return
	}
	s := acc[0]
	for _, v := range x {
		s += S(v)
	}
	acc[0] = s
}
