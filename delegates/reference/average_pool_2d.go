package reference

import (
	"edged/internal/fixedpoint"
	"edged/models/graph"
)

// buildAveragePool2D takes float32, int8, uint8 and int16 (TFLite's reference/pooling.h and
// reference/integer_ops/pooling.h). Integers are averaged as they are, halves away from
// zero: input and output are quantized alike.
func buildAveragePool2D(p *prep) (kernel, error) {
	act := p.op.Options.(*graph.Pool2DOptions).FusedActivationFunction
	a, err := newPool(p)
	if err != nil {
		return nil, err
	}
	if a.in.Type != a.out.Type {
		return nil, p.noType()
	}
	switch a.in.Type {
	case graph.Float32:
		lo, hi, err := fixedpoint.ActivationRangeFloat(act)
		if err != nil {
			return nil, err
		}
		a.acc = p.scratchPerWorker(graph.Float32, a.inC)
		return averageF32(a, lo, hi), nil
	case graph.Int8:
		return averageInt[int8](p, a, act)
	case graph.UInt8:
		return averageInt[uint8](p, a, act)
	case graph.Int16:
		return averageInt[int16](p, a, act)
	}
	return nil, p.noType()
}

func averageF32(a *pool, lo, hi float32) kernel {
	return parallel{a.units(), func(from, to, worker int) error {
		src, dst := view[float32](a.in), view[float32](a.out)
		acc := view[float32](a.acc)[worker*a.inC : (worker+1)*a.inC]
		for pixel := from * a.outW; pixel < to*a.outW; pixel++ {
			w := a.window(pixel)
			sumWindow(acc, src, w)
			n := float32(w.cells(a.inC))
			for c, s := range acc {
				dst[pixel*a.inC+c] = min(max(s/n, lo), hi)
			}
		}
		return nil
	}}
}

func averageInt[T int8 | uint8 | int16](p *prep, a *pool, act graph.Activation) (kernel, error) {
	lo, hi, err := poolRange(a, act)
	if err != nil {
		return nil, err
	}
	a.acc = p.scratchPerWorker(graph.Int32, a.inC)
	return parallel{a.units(), func(from, to, worker int) error {
		src, out := view[T](a.in), view[T](a.out)
		acc := view[int32](a.acc)[worker*a.inC : (worker+1)*a.inC]
		for pixel := from * a.outW; pixel < to*a.outW; pixel++ {
			w := a.window(pixel)
			sumWindow(acc, src, w)
			n := int32(w.cells(a.inC))
			dst := out[pixel*a.inC : (pixel+1)*a.inC]
			for c, s := range acc {
				half := n / 2
				if s < 0 {
					half = -half
				}
				dst[c] = T(min(max((s+half)/n, lo), hi))
			}
		}
		return nil
	}}, nil
}

// poolRange returns the range a fused activation leaves of the output.
func poolRange(a *pool, act graph.Activation) (lo, hi int32, err error) {
	if err := sameAffine(a.in, a.out); err != nil {
		return 0, 0, err
	}
	lo, hi = intRange(a.out.Type)
	if act == graph.ActNone {
		return lo, hi, nil
	}
	return fixedpoint.ActivationRange(act, a.out.Scale(), a.out.ZeroPoint(), lo, hi)
}
