package reference

import (
	loop "edged/internal/kernel"
	"edged/models/graph"
)

// buildArgMax finds the index of the greatest element along an axis, the first of equals.
func buildArgMax(p *prep) (kernel, error) {
	if k := argMaxRows(p); k != nil {
		return k, nil
	}
	return buildArg(p, argTypes{
		f32: better(func(x, y float32) bool { return x > y }),
		i32: func(x, y int32) bool { return x > y },
		i8:  func(x, y int8) bool { return x > y },
		u8:  func(x, y uint8) bool { return x > y },
	})
}

// argMaxRows makes the kernel of 8-bit elements along the last dimension, nil for others.
func argMaxRows(p *prep) kernel {
	in := p.in(0)
	a := p.in(1).Ints()[0]
	if last := len(in.Shape) - 1; !is8bit(in.Type) || a != last && a != -1 || in.Shape[last] == 0 {
		return nil
	}
	switch p.out(0).Type {
	case graph.Int32:
		return argMaxTo[int32](p)
	case graph.Int64:
		return argMaxTo[int64](p)
	}
	return nil
}

func argMaxTo[T int32 | int64](p *prep) kernel {
	in, out, flip := p.in(0), p.out(0), byte(0)
	if in.Type == graph.Int8 {
		flip = 0x80
	}
	n := in.Shape[len(in.Shape)-1]
	return parallel{in.Elems() / n, func(lo, hi, _ int) error {
		loop.ArgMax(view[T](out)[lo:hi], in.Data[lo*n:hi*n], n, flip, p.cpu)
		return nil
	}}
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
