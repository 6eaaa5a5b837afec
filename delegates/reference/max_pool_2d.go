package reference

import (
	"math"

	"edged/internal/fixedpoint"
	"edged/models/graph"
)

// buildMaxPool2D takes float32, int8, uint8 and int16 (TFLite's reference/pooling.h and
// reference/integer_ops/pooling.h).
func buildMaxPool2D(p *prep) (kernel, error) {
	act := p.op.Options.(*graph.Pool2DOptions).FusedActivationFunction
	a, err := newPool(p)
	if err != nil {
		return nil, err
	}
	if a.in.Type != a.out.Type {
		return nil, p.noType()
	}
	if a.in.Type == graph.Float32 {
		lo, hi, err := fixedpoint.ActivationRangeFloat(act)
		return maxPool[float32](a, -math.MaxFloat32, lo, hi), err
	}
	if !is8bit(a.in.Type) && a.in.Type != graph.Int16 {
		return nil, p.noType()
	}
	lo, hi, err := poolRange(a, act)
	if err != nil {
		return nil, err
	}
	return maxPoolInt(a, lo, hi), nil
}

func maxPoolInt(a *pool, lo, hi int32) kernel {
	switch a.in.Type {
	case graph.Int8:
		return maxPool(a, math.MinInt8, int8(lo), int8(hi))
	case graph.Int16:
		return maxPool(a, math.MinInt16, int16(lo), int16(hi))
	}
	return maxPool(a, 0, uint8(lo), uint8(hi))
}

// maxPool takes maxima from least up and clamps them.
func maxPool[T int8 | uint8 | int16 | float32](a *pool, least, lo, hi T) kernel {
	return parallel{a.units(), func(from, to, _ int) error {
		src, dst := view[T](a.in), view[T](a.out)
		for pixel := from * a.outW; pixel < to*a.outW; pixel++ {
			top := dst[pixel*a.inC : (pixel+1)*a.inC]
			for c := range top {
				top[c] = least
			}
			maxWindow(top, src, a.window(pixel))
			for c, v := range top {
				top[c] = min(max(v, lo), hi)
			}
		}
		return nil
	}}
}

// maxWindow raises top to the largest cell of the window by channel.
func maxWindow[T int8 | uint8 | int16 | float32](top, src []T, w window) {
	for l := range w.lines {
		line := src[w.at+l*w.step:][:w.length]
		for len(line) >= len(top) {
			for c, v := range line[:len(top)] {
				if top[c] < v {
					top[c] = v
				}
			}
			line = line[len(top):]
		}
	}
}
