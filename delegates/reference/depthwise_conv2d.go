package reference

import (
	"slices"

	loop "edged/internal/kernel"
	"edged/models/graph"
)

// buildDepthwiseConv2D takes float32; int8 or uint8 with an int32 bias (TFLite's reference
// DepthwiseConv and DepthwiseConvPerChannel); int16 with an int8 filter; and float32 with
// an int8 filter. int4 filters become int8. Its unit is an output row.
func buildDepthwiseConv2D(p *prep) (kernel, error) { return depthwiseConv2D(p, referenceConv2D) }

func depthwiseConv2D(p *prep, set convolver) (kernel, error) {
	o := p.op.Options.(*graph.DepthwiseConv2DOptions)
	f, err := unpacked(p.in(1), graph.Int4)
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
	taps       []int16       // weights less their zero point, tap by tap; nil for multiplier 1
	packed     *loop.Taps[T] // the same for multiplier 1
	windows    windows[T]    // for packed
	output     *loop.Output  // for packed, with the input's zero point folded in
	acc        *value        // sums of some pixels for each worker
	accLen     int
	most       int  // pixels computed together
	fused      bool // sums are stored while they are in registers
}

// windowSums is how many sums should be computed together: they stay in the first-level
// cache until they are stored.
const windowSums = 2048

func newDepthwise8[T loop.Byte](p *prep, s spatial, f *value, a graph.Activation, plan planner) (kernel, error) {
	q, err := plan(p, f, 3, a)
	if err != nil {
		return nil, err
	}
	d := &depthwise8[T]{spatial: s, in: p.in(0), out: p.out(0), outC: f.Shape[3], multiplier: f.Shape[3] / s.inC}
	d.zero, d.accLen = d.in.ZeroPoint(), d.outC
	taps := make([]int16, f.Elems())
	for i, w := range view[T](f) {
		taps[i] = int16(int32(w) - q.zero)
	}
	bias := q.bias
	if d.multiplier == 1 {
		bias = slices.Clone(bias)
		for i, w := range taps {
			bias[i%d.outC] -= d.zero * int32(w)
		}
		d.packed = loop.PackTaps[T](taps, d.outC, p.cpu)
		d.windows = newWindows(p, &d.spatial, T(d.zero))
		d.most = min(max(windowSums/d.outC, 4), d.outW*d.outH)
		d.accLen *= d.most
	} else {
		d.taps = taps
	}
	d.output = q.output(bias, 0, d.outC).For(p.cpu)
	if d.packed != nil && d.packed.Fuse(d.output) {
		d.fused = true
		return d, nil
	}
	d.acc = p.scratchPerWorker(graph.Int32, d.accLen)
	return d, nil
}

func (d *depthwise8[T]) prepare() {
	if d.packed != nil {
		d.windows.prepare()
	}
}

func (d *depthwise8[T]) units() int { return d.batch * d.outH }

func (d *depthwise8[T]) macs() int64 {
	return int64(d.pixels()) * int64(d.outC) * int64(d.spatial.taps())
}

func (d *depthwise8[T]) run(lo, hi, worker int) error {
	src := view[T](d.in)
	if d.fused {
		d.runFused(src, lo, hi, worker)
		return nil
	}
	acc := view[int32](d.acc)[worker*d.accLen : (worker+1)*d.accLen]
	if d.packed == nil {
		d.runTaps(acc, src, lo, hi)
		return nil
	}
	d.runWindows(acc, src, lo, hi, worker)
	return nil
}

// runWindows computes rows of output pixels, as many pixels as acc has room for before
// their sums are stored.
func (d *depthwise8[T]) runWindows(acc []int32, src []T, lo, hi, worker int) {
	table := d.windows.tables[worker]
	for pixel, end := lo*d.outW, hi*d.outW; pixel < end; {
		count := min(d.most, end-pixel)
		for i := 0; i < count; {
			n := min(max(d.windows.at(table, src, pixel+i, 0), 1), count-i)
			d.packed.Sums(acc[i*d.outC:], table, d.strideW*d.inC, n)
			i += n
		}
		d.output.StoreRows(d.out.Data[pixel*d.outC:], d.outC, acc, d.outC, count, nil)
		pixel += count
	}
}

// runFused computes rows of output pixels, as many at once as have one table.
func (d *depthwise8[T]) runFused(src []T, lo, hi, worker int) {
	table := d.windows.tables[worker]
	for pixel, end := lo*d.outW, hi*d.outW; pixel < end; {
		n := min(max(d.windows.at(table, src, pixel, 0), 1), end-pixel)
		d.packed.Store(d.out.Data[pixel*d.outC:], table, d.strideW*d.inC, n)
		pixel += n
	}
}

// runTaps computes rows of output pixels tap by tap, for any multiplier.
func (d *depthwise8[T]) runTaps(acc []int32, src []T, lo, hi int) {
	for pixel := lo * d.outW; pixel < hi*d.outW; pixel++ {
		clear(acc)
		cells(&d.spatial, pixel, func(tap, at int) {
			w := d.taps[tap*d.outC : (tap+1)*d.outC]
			loop.DepthwiseTap(acc, src[at:at+d.inC], d.zero, w, d.multiplier)
		})
		d.output.Store(d.out.Data[pixel*d.outC:(pixel+1)*d.outC], acc, 0)
	}
}
