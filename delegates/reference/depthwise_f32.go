package reference

import (
	"edged/internal/fixedpoint"
	loop "edged/internal/kernel"
	"edged/models/graph"
)

// depthwiseF32 is depthwise8 for float32 tensors.
type depthwiseF32 struct {
	spatial
	in, out    *value
	outC       int
	multiplier int
	taps       []float32
	packed     *loop.TapsF32    // the same for multiplier 1
	windows    windows[float32] // for packed
	output     loop.OutputF32
	acc        *value // sums of a pixel for each worker, for other multipliers
}

func newDepthwiseF32(p *prep, s spatial, f *value, a graph.Activation) (kernel, error) {
	d := &depthwiseF32{spatial: s, in: p.in(0), out: p.out(0), outC: f.Shape[3], multiplier: f.Shape[3] / s.inC}
	var err error
	if d.output.Bias, err = bias[float32](p, 2, graph.Float32, d.outC); err != nil {
		return nil, err
	}
	if d.output.Low, d.output.High, err = fixedpoint.ActivationRangeFloat(a); err != nil {
		return nil, err
	}
	d.taps = view[float32](f)
	if d.multiplier == 1 {
		d.packed = loop.PackTapsF32(d.taps, d.output, p.cpu)
		d.windows = newWindows(p, &d.spatial, float32(0))
		return d, nil
	}
	d.acc = p.scratchPerWorker(graph.Float32, d.outC)
	return d, nil
}

func (d *depthwiseF32) prepare() {
	if d.packed != nil {
		d.windows.prepare()
	}
}

func (d *depthwiseF32) units() int { return d.batch * d.outH }

func (d *depthwiseF32) macs() int64 {
	return int64(d.pixels()) * int64(d.outC) * int64(d.spatial.taps())
}

func (d *depthwiseF32) run(lo, hi, worker int) error {
	src, dst := view[float32](d.in), view[float32](d.out)
	if d.packed != nil {
		table := d.windows.tables[worker]
		for pixel := lo * d.outW; pixel < hi*d.outW; {
			n := max(d.windows.at(table, src, pixel, 0), 1)
			d.packed.Run(dst[pixel*d.outC:], table, d.strideW*d.inC, n)
			pixel += n
		}
		return nil
	}
	acc := view[float32](d.acc)[worker*d.outC : (worker+1)*d.outC]
	for pixel := lo * d.outW; pixel < hi*d.outW; pixel++ {
		clear(acc)
		cells(&d.spatial, pixel, func(tap, at int) {
			w := d.taps[tap*d.outC : (tap+1)*d.outC]
			loop.DepthwiseTapF32(acc, src[at:at+d.inC], w, d.multiplier)
		})
		d.output.Store(dst[pixel*d.outC:(pixel+1)*d.outC], acc)
	}
	return nil
}
