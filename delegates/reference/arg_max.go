package reference

import "edged/models/graph"

// buildArgMax finds the index of the greatest element along an axis, the first of equals.
func buildArgMax(p *prep) (kernel, error) {
	return buildArg(p, argTypes{
		f32: better(func(x, y float32) bool { return x > y }),
		i32: func(x, y int32) bool { return x > y },
		i8:  func(x, y int8) bool { return x > y },
		u8:  func(x, y uint8) bool { return x > y },
	})
}

// better makes a comparison prefer every number to what is not a number.
func better(f func(x, y float32) bool) func(x, y float32) bool {
	return func(x, y float32) bool { return f(x, y) || y != y && x == x }
}

// argTypes says for each type whether x is to be taken rather than y.
type argTypes struct {
	f32 func(x, y float32) bool
	i32 func(x, y int32) bool
	i8  func(x, y int8) bool
	u8  func(x, y uint8) bool
}

func buildArg(p *prep, c argTypes) (kernel, error) {
	switch p.in(0).Type {
	case graph.Float32:
		return argTo(p, c.f32)
	case graph.Int32:
		return argTo(p, c.i32)
	case graph.Int8:
		return argTo(p, c.i8)
	case graph.UInt8, graph.Bool:
		return argTo(p, c.u8)
	}
	return nil, p.noType()
}

func argTo[T number](p *prep, take func(x, y T) bool) (kernel, error) {
	switch p.out(0).Type {
	case graph.Int32:
		return arg[T, int32](p, take), nil
	case graph.Int64:
		return arg[T, int64](p, take), nil
	}
	return nil, p.noType()
}

// arg takes one unit for each index before the axis.
func arg[T number, U int32 | int64](p *prep, take func(x, y T) bool) kernel {
	in, out := p.in(0), p.out(0)
	// The shape rule has checked the axis.
	a := p.in(1).Ints()[0]
	if a < 0 {
		a += len(in.Shape)
	}
	n, inner := in.Shape[a], graph.Elems(in.Shape[a+1:])
	return parallel{graph.Elems(in.Shape[:a]), func(lo, hi, _ int) error {
		x, y := view[T](in), view[U](out)
		for u := lo; u < hi; u++ {
			for j := range inner {
				at := u*n*inner + j
				best, index := x[at], U(0)
				for i := 1; i < n; i++ {
					at += inner
					if take(x[at], best) {
						best, index = x[at], U(i)
					}
				}
				y[u*inner+j] = index
			}
		}
		return nil
	}}
}
