package reference

import (
	"fmt"
	"math"

	"edged/internal/fixedpoint"
	"edged/models/graph"
)

// buildReduceProd multiplies. Integers wrap; quantized ones are rescaled after each
// product (TFLite's reference/reduce.h, QuantizedReduceProd).
func buildReduceProd(p *prep) (kernel, error) {
	in, out := p.in(0), p.out(0)
	if in.Type != out.Type {
		return nil, p.noType()
	}
	if err := zeroPoints0(in, out); err != nil {
		return nil, err
	}
	quantized := in.Quant != nil && len(in.Quant.Scale) > 0
	switch {
	case in.Type == graph.Float32:
		return reduced(p, 1, multiply[float32]), nil
	case in.Type == graph.Int32 && !quantized:
		return reduced(p, 1, multiply[int32]), nil
	case in.Type == graph.Int64 && !quantized:
		return reduced(p, 1, multiply[int64]), nil
	case in.Type == graph.Int8 && quantized:
		return prodRescaled[int8](p)
	case in.Type == graph.Int16 && quantized:
		return prodRescaled[int16](p)
	case quantized:
		return nil, p.noType()
	}
	return prodWrapped(p)
}

// prodWrapped multiplies narrow integers that are not quantized.
func prodWrapped(p *prep) (kernel, error) {
	if err := p.reducesAlike(); err != nil {
		return nil, err
	}
	switch p.in(0).Type {
	case graph.Int8:
		return reduced(p, 1, multiply[int8]), nil
	case graph.UInt8:
		return reduced(p, 1, multiply[uint8]), nil
	case graph.Int16:
		return reduced(p, 1, multiply[int16]), nil
	case graph.Bool:
		return reducedBools(p, true, func(acc, x bool) bool { return acc && x })
	}
	return nil, p.noType()
}

func prodRescaled[T int8 | int16](p *prep) (kernel, error) {
	in, out := p.in(0), p.out(0)
	q, err := affines(in, out)
	if err != nil {
		return nil, err
	}
	r := newReduction(in.Shape, p.in(1).Ints())
	if r.in == 0 {
		return nil, fmt.Errorf("the product of nothing has no %v value", in.Type)
	}
	m, err := fixedpoint.QuantizeMultiplier(float64(q[0].scale) / math.Pow(float64(q[1].scale), 1/float64(r.count)))
	if err != nil {
		return nil, err
	}
	if m.Shift > 14 {
		return nil, fmt.Errorf("the product is rescaled by 2^%d, at most 2^14 is computed", m.Shift)
	}
	lo, hi := intRange(out.Type)
	acc, begun := p.scratch(graph.Int32, out.Elems()), p.scratch(graph.Bool, out.Elems())
	return serial(func() error {
		products, y := view[int32](acc), view[T](out)
		clear(begun.Data)
		multiplyFrom(r, products, view[bool](begun), view[T](in), 0, func(product int32, begun bool, x T) int32 {
			v := int64(x) - int64(q[0].zero)
			if !begun {
				return int32(v)
			}
			return m.Mul64(int64(product) * v)
		})
		for i, v := range products {
			y[i] = T(min(max(m.Mul64(int64(v))+q[1].zero, lo), hi))
		}
		return nil
	}), nil
}

// multiplyFrom is combine on accumulators of another type, which know whether they have
// begun.
func multiplyFrom[T int8 | int16](r *reduction, acc []int32, begun []bool, x []T, level int, f func(acc int32, begun bool, x T) int32) {
	step := r.step[level]
	if level < len(r.dims)-1 {
		n := len(x) / r.dims[level]
		for i := range r.dims[level] {
			multiplyFrom(r, acc[i*step:], begun[i*step:], x[i*n:(i+1)*n], level+1, f)
		}
		return
	}
	for i, v := range x {
		at := i * step
		acc[at], begun[at] = f(acc[at], begun[at], v), true
	}
}
