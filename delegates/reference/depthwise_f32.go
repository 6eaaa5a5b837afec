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
	nine       [][9]float32
	output     loop.OutputF32
	pad        []float32
	acc        *value
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
	if s.filterH == 3 && s.filterW == 3 && d.multiplier == 1 {
		d.nine = make([][9]float32, d.outC)
		for i, w := range d.taps {
			d.nine[i%d.outC][i/d.outC] = w
		}
		d.pad = make([]float32, s.inC)
		return d, nil
	}
	d.acc = p.scratchPerWorker(graph.Float32, d.outC)
	return d, nil
}

func (d *depthwiseF32) units() int { return d.batch * d.outH }

func (d *depthwiseF32) macs() int64 {
	return int64(d.pixels()) * int64(d.outC) * int64(d.spatial.taps())
}

func (d *depthwiseF32) run(lo, hi, worker int) error {
	src, dst := view[float32](d.in), view[float32](d.out)
	if d.nine != nil {
		var x [9][]float32
		for pixel := lo * d.outW; pixel < hi*d.outW; pixel++ {
			nine(&d.spatial, &x, src, d.pad, pixel)
			loop.Depthwise3x3F32(dst[pixel*d.outC:(pixel+1)*d.outC], &x, d.nine, &d.output)
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
