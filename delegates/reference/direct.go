package reference

import (
	"fmt"

	loop "edged/internal/kernel"
)

// direct is a convolution that reads its weights as they are stored, for operands that no
// packed kernel takes: weights computed by the model, 16-bit tensors, transposed and 3D
// windows. X, W and S are the elements of input, weights and sums. Its unit is an output
// pixel.
type direct[X, W, S number] struct {
	scan
	in, weights *value
	groups      int
	outC        int
	depthwise   bool                                             // weights [tap][channel], not [channel][tap][cell]
	zx, zw      S                                                // zero points
	zeros       []S                                              // zero points of each image, instead of zx
	dots        func(sums []S, x []X, w []W, step int, zx, zw S) // nil: loop.Dots
	end         ending[S]
	before      func() // once in each invocation
	check       shapeCheck
	lists       [][]tap
	sums        [][]S
}

// ending makes the outputs of a pixel of its sums, one for each channel.
type ending[S number] func(pixel int, sums []S)

// shapeCheck compares an output's shape with one that the model computes, if it does.
type shapeCheck struct{ computed, out *value }

func (c *shapeCheck) run() error {
	if c.computed == nil {
		return nil
	}
	for i, d := range view[int32](c.computed) {
		if int(d) != c.out.Shape[i] {
			return fmt.Errorf("the output's shape is %v, the model computes %v", c.out.Shape, view[int32](c.computed))
		}
	}
	return nil
}

func newDirect[X, W, S number](p *prep, d direct[X, W, S]) *direct[X, W, S] {
	d.groups = max(1, d.groups)
	if d.dots == nil {
		d.dots = loop.Dots[X, W, S]
	}
	for range p.threads {
		d.lists = append(d.lists, make([]tap, 0, d.taps()))
		d.sums = append(d.sums, make([]S, d.outC))
	}
	return &d
}

func (d *direct[X, W, S]) units() int { return d.pixels() }

func (d *direct[X, W, S]) macs() int64 {
	windows := d.pixels()
	if d.dims[0].transposed {
		windows = d.batch * d.dims[0].in * d.dims[1].in * d.dims[2].in
	}
	n := int64(windows) * int64(d.outC) * int64(d.taps())
	if d.depthwise {
		return n
	}
	return n * int64(d.channels/d.groups)
}

func (d *direct[X, W, S]) prepare() {
	if d.before != nil {
		d.before()
	}
}

func (d *direct[X, W, S]) run(lo, hi, worker int) error {
	if err := d.check.run(); err != nil {
		return err
	}
	src, w, sums := view[X](d.in), view[W](d.weights), d.sums[worker]
	for pixel := lo; pixel < hi; pixel++ {
		taps := d.find(d.lists[worker], pixel)
		zx := d.zx
		if d.zeros != nil {
			zx = d.zeros[pixel/d.perImage()]
		}
		clear(sums)
		if d.depthwise {
			d.multiplyDepthwise(sums, src, w, taps, zx)
		} else {
			d.multiply(sums, src, w, taps, zx)
		}
		d.end(pixel, sums)
	}
	return nil
}

// multiply adds up the products of a pixel's taps, in the taps' order.
func (d *direct[X, W, S]) multiply(sums []S, src []X, w []W, taps []tap, zx S) {
	n, out := d.channels/d.groups, d.outC/d.groups
	step := n * d.taps() // from one channel's weights to the next's
	for g := range d.groups {
		s := sums[g*out : (g+1)*out]
		for _, t := range taps {
			x := src[int(t.at)+g*n:][:n]
			row := w[g*out*step+int(t.number)*n:]
			d.dots(s, x, row, step, zx, d.zw)
		}
	}
}

// multiplyDepthwise is multiply where each input channel has outputs of its own.
func (d *direct[X, W, S]) multiplyDepthwise(sums []S, src []X, w []W, taps []tap, zx S) {
	m := d.outC / d.channels
	for _, t := range taps {
		x, row := src[t.at:][:d.channels], w[int(t.number)*d.outC:][:d.outC]
		for c, v := range x {
			a := S(v) - zx
			for j := c * m; j < (c+1)*m; j++ {
				sums[j] += a * (S(row[j]) - d.zw)
			}
		}
	}
}
