package reference

import (
	"fmt"
	"math"

	"edged/internal/fixedpoint"
	loop "edged/internal/kernel"
	"edged/models/graph"
)

// arithmetic are the operations of one binary operator on types that are not quantized.
type arithmetic struct {
	op    loop.OpF32 // the same as float, where kernels know it
	half  bool       // float makes results of float16 too
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
		if f := a.float; act == graph.ActNone {
			return binary(p, func(x, y float32) float32 { return finite32(f(x, y)) })
		}
		return binary(p, func(x, y float32) float32 { return min(max(a.float(x, y), lo), hi) })
	case t == graph.Float16 && a.half:
		lo, hi, err := fixedpoint.ActivationRangeFloat(act)
		if err != nil {
			return nil, err
		}
		lo, hi = max(lo, -maxFloat16), min(hi, maxFloat16)
		return binary(p, onHalfPairs(func(x, y float32) float32 { return min(max(a.float(x, y), lo), hi) }))
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

// finite32 replaces infinities by the greatest numbers, as no activation does in TFLite.
func finite32(v float32) float32 {
	switch {
	case v > math.MaxFloat32:
		return math.MaxFloat32
	case v < -math.MaxFloat32:
		return -math.MaxFloat32
	}
	return v
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
