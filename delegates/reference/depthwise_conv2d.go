package reference

import (
	loop "edged/internal/kernel"
	"edged/models/graph"
)

// buildDepthwiseConv2D takes float32; int8 or uint8 with an int32 bias (TFLite's reference
// DepthwiseConv and DepthwiseConvPerChannel); int16 with an int8 filter; and float32 with
// an int8 filter. int4 filters become int8. Its unit is an output row.
func buildDepthwiseConv2D(p *prep) (kernel, error) { return depthwiseConv2D(p, referenceConv2D) }

func depthwiseConv2D(p *prep, set convolver) (kernel, error) {
	o := p.op.Options.(*graph.DepthwiseConv2DOptions)
	f, err := unpacked(p.in(1))
	if err != nil {
		return nil, err
	}
	s, err := newSpatial(spatial{
		filterH: f.Shape[1], filterW: f.Shape[2],
		strideH: int(o.StrideH), strideW: int(o.StrideW),
		dilationH: int(o.DilationHFactor), dilationW: int(o.DilationWFactor),
	}, p.in(0).Shape, p.out(0).Shape, o.Padding)
	if err != nil {
		return nil, err
	}
	t := p.in(0).Type
	if !p.fixed(1, 2) || f.Type != t || p.out(0).Type != t {
		c := convolution{
			operands: operands{p.in(0), f, p.in(2), p.out(0)}, scan: scanOf(&s), axis: 3, depthwise: true,
			act: o.FusedActivationFunction, halvesUp: set.halvesUp(f.Shape[3], 1),
		}
		return c.direct(p)
	}
	switch t {
	case graph.Float32:
		return newDepthwiseF32(p, s, f, o.FusedActivationFunction)
	case graph.Int8:
		return newDepthwise8[int8](p, s, f, o.FusedActivationFunction, set.plan)
	case graph.UInt8:
		return newDepthwise8[uint8](p, s, f, o.FusedActivationFunction, set.plan)
	}
	return nil, p.noType()
}

// depthwise8 is a depthwise convolution of 8-bit tensors of element type T.
type depthwise8[T loop.Byte] struct {
	spatial
	in, out    *value
	outC       int
	multiplier int
	zero       int32
	taps       []int16      // weights less their zero point, tap by tap
	nine       [][9]int16   // the same channel by channel, for a 3×3 filter
	output     *loop.Output // with the bias as it is
	folded     *loop.Output // with the input's zero point folded in, for nine
	pad        []T          // a cell outside the image
	acc        *value       // a row of sums for each worker
}

func newDepthwise8[T loop.Byte](p *prep, s spatial, f *value, a graph.Activation, plan planner) (kernel, error) {
	q, err := plan(p, f, 3, a)
	if err != nil {
		return nil, err
	}
	d := &depthwise8[T]{spatial: s, in: p.in(0), out: p.out(0), outC: f.Shape[3], multiplier: f.Shape[3] / s.inC}
	d.zero = d.in.ZeroPoint()
	for _, w := range view[T](f) {
		d.taps = append(d.taps, int16(int32(w)-q.zero))
	}
	d.output = q.output(q.bias, 0, d.outC)
	if s.filterH == 3 && s.filterW == 3 && d.multiplier == 1 && !d.output.ShiftsLeft() {
		d.nine = make([][9]int16, d.outC)
		folded := append([]int32(nil), q.bias...)
		for i, w := range d.taps {
			d.nine[i%d.outC][i/d.outC] = w
			folded[i%d.outC] -= d.zero * int32(w)
		}
		d.folded = q.output(folded, 0, d.outC)
		d.pad = fill(T(d.zero), s.inC)
		if !d.output.Floats() {
			return d, nil
		}
	}
	d.acc = p.scratchPerWorker(graph.Int32, d.outC)
	return d, nil
}

func (d *depthwise8[T]) units() int { return d.batch * d.outH }

func (d *depthwise8[T]) macs() int64 {
	return int64(d.pixels()) * int64(d.outC) * int64(d.spatial.taps())
}

func (d *depthwise8[T]) run(lo, hi, worker int) error {
	if d.nine != nil {
		d.runNine(lo, hi, worker)
		return nil
	}
	acc := d.sums(worker)
	src := view[T](d.in)
	for pixel := lo * d.outW; pixel < hi*d.outW; pixel++ {
		clear(acc)
		cells(&d.spatial, pixel, func(tap, at int) {
			w := d.taps[tap*d.outC : (tap+1)*d.outC]
			loop.DepthwiseTap(acc, src[at:at+d.inC], d.zero, w, d.multiplier)
		})
		d.output.Store(d.out.Data[pixel*d.outC:(pixel+1)*d.outC], acc, 0)
	}
	return nil
}

// sums is a worker's row of sums.
func (d *depthwise8[T]) sums(worker int) []int32 {
	return view[int32](d.acc)[worker*d.outC : (worker+1)*d.outC]
}

func (d *depthwise8[T]) runNine(lo, hi, worker int) {
	src := view[T](d.in)
	var x [9][]T
	for pixel := lo * d.outW; pixel < hi*d.outW; pixel++ {
		nine(&d.spatial, &x, src, d.pad, pixel)
		dst := d.out.Data[pixel*d.outC : (pixel+1)*d.outC]
		if d.acc == nil {
			loop.Depthwise3x3(dst, &x, d.nine, d.folded)
			continue
		}
		loop.Depthwise3x3Sums(d.sums(worker), &x, d.nine)
		d.folded.Store(dst, d.sums(worker), 0)
	}
}
