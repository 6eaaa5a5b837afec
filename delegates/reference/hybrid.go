package reference

import (
	"math"

	"edged/internal/fixedpoint"
	loop "edged/internal/kernel"
	"edged/models/graph"
)

// hybrid is a convolution of a float32 image with an int8 filter: each image is quantized
// to int8 on the fly, and the sums are scaled back (TFLite's HybridConvPerChannel,
// reference/conv.h). Its unit is a block of pixels, as matrix8's.
type hybrid struct {
	spatial
	in, out   *value
	groups    []groupHybrid
	cols      int
	outC      int
	low, high float32
	quantize  quantizer
	scales    []float32 // of each image
	zeros     []int32
	pads      [][]int8 // what stands outside each image
	quantized *value
	block     int
	memory    *value       // the blocks'
	blocks    []loop.Block // one for each worker
}

type groupHybrid struct {
	weights *loop.Matrix
	sums    []int32 // of each channel's weights
	scale   []float32
	bias    []float32
}

// quantizer quantizes the elements of an image.
type quantizer func(dst []int8, src []float32) (scale float32, zero int32)

// hybridBuilder makes a hybrid of the filter f, int8 and constant. TFLite gives symmetric
// images no zero point.
type hybridBuilder func(p *prep, s spatial, f *value, groups int, symmetric bool, a graph.Activation) (kernel, error)

func newHybrid(p *prep, s spatial, f *value, groups int, symmetric bool, a graph.Activation) (kernel, error) {
	if symmetric {
		return newHybridOf(p, s, f, groups, a, func(dst []int8, src []float32) (float32, int32) {
			return quantizeSymmetric(dst, src), 0
		})
	}
	return newHybridOf(p, s, f, groups, a, quantizeAsymmetric)
}

// newHybridOf is a hybrid whose images are quantized by q.
func newHybridOf(p *prep, s spatial, f *value, groups int, a graph.Activation, q quantizer) (kernel, error) {
	h := &hybrid{spatial: s, in: p.in(0), out: p.out(0), outC: f.Shape[0], quantize: q}
	h.cols = f.Elems() / h.outC
	b, err := bias[float32](p, 2, graph.Float32, h.outC)
	if err != nil {
		return nil, err
	}
	scales, err := filterScales(f, 0, h.outC)
	if err != nil {
		return nil, err
	}
	if _, err := filterZero(f, true); err != nil {
		return nil, err
	}
	if h.low, h.high, err = fixedpoint.ActivationRangeFloat(a); err != nil {
		return nil, err
	}
	per := h.outC / groups
	for g := range groups {
		from, to := g*per, (g+1)*per
		w := view[int8](f)[from*h.cols : to*h.cols]
		h.groups = append(h.groups, groupHybrid{p.packMatrix(f, w, from*h.cols, per), rowSums(w, per), scales[from:to], b[from:to]})
	}
	h.reserve(p, groups)
	return h, nil
}

func same(x []float32) bool {
	for _, v := range x {
		if v != x[0] {
			return false
		}
	}
	return true
}

func rowSums(w []int8, rows int) []int32 {
	cols := len(w) / rows
	sums := make([]int32, rows)
	for i := range sums {
		sums[i] = loop.Sum(w[i*cols : (i+1)*cols])
	}
	return sums
}

func (h *hybrid) reserve(p *prep, groups int) {
	h.scales, h.zeros = make([]float32, h.batch), make([]int32, h.batch)
	for range h.batch {
		h.pads = append(h.pads, make([]int8, h.padding(groups)))
	}
	w := h.groups[0].weights
	h.quantized = p.scratch(graph.Int8, h.in.Elems())
	h.block = blockOf(w, h.pixels(), p.threads)
	most := min(h.block, h.pixels())
	h.blocks, h.memory = w.Blocks(p.threads, most), p.scratchPerWorker(graph.Int8, w.Scratch(most))
}

// padding is the length of what stands outside an image, none where no window leaves it.
func (h *hybrid) padding(groups int) int {
	if h.pointwise() {
		return 0
	}
	return h.filterW * h.inC / groups
}

// prepare quantizes the images.
func (h *hybrid) prepare() {
	n := h.inH * h.inW * h.inC
	for i := range h.batch {
		src := view[float32](h.in)[i*n : (i+1)*n]
		dst := view[int8](h.quantized)[i*n : (i+1)*n]
		h.scales[i], h.zeros[i] = h.quantize(dst, src)
		for j := range h.pads[i] {
			h.pads[i][j] = int8(h.zeros[i])
		}
	}
}

// extremes returns the least and the greatest of the elements and 0.
func extremes(x []float32) (lo, hi float32) {
	for _, v := range x {
		lo, hi = min(lo, v), max(hi, v)
	}
	return lo, hi
}

// quantizeSymmetric is TFLite's PortableSymmetricQuantizeFloats.
func quantizeSymmetric(dst []int8, src []float32) (scale float32) {
	lo, hi := extremes(src)
	top := max(-lo, hi)
	if top == 0 {
		clear(dst)
		return 1
	}
	inverse := math.MaxInt8 / top
	for i, v := range src {
		dst[i] = int8(max(min(roundFloat(v*inverse), 127), -127))
	}
	return top / math.MaxInt8
}

// quantizeAsymmetric is TFLite's PortableAsymmetricQuantizeFloats.
func quantizeAsymmetric(dst []int8, src []float32) (scale float32, zero int32) {
	l, h := extremes(src)
	lo, hi := float64(l), float64(h)
	if lo == hi {
		clear(dst)
		return 1, 0
	}
	s := (hi - lo) / 255
	z := 127 - hi/s
	if 128+math.Abs(lo/s) < 127+math.Abs(hi/s) {
		z = -128 - lo/s
	}
	zero = int32(math.Round(min(max(z, -128), 127)))
	scale = float32(s)
	inverse := 1 / scale
	for i, v := range src {
		dst[i] = int8(max(min(roundFloat(float32(zero)+float32(v*inverse)), 127), -128))
	}
	return scale, zero
}

func (h *hybrid) units() int { return (h.pixels() + h.block - 1) / h.block }

func (h *hybrid) macs() int64 { return int64(h.pixels()) * int64(h.outC) * int64(h.cols) }

func (h *hybrid) run(lo, hi, worker int) error {
	b := &h.blocks[worker]
	n := len(h.memory.Data) / len(h.blocks)
	for g := range h.groups {
		b.Use(h.groups[g].weights, h.memory.Data[worker*n:(worker+1)*n])
		for first := lo * h.block; first < min(hi*h.block, h.pixels()); first += h.block {
			h.compute(b, first, min(h.block, h.pixels()-first), g)
		}
	}
	return nil
}

// compute computes a group's channels of count output pixels from first on.
func (h *hybrid) compute(b *loop.Block, first, count, g int) {
	channels := h.inC / len(h.groups)
	group := &h.groups[g]
	perImage := h.outH * h.outW
	for i := range count {
		pixel := first + i
		gather(&h.spatial, b.Room(), view[int8](h.quantized), h.pads[pixel/perImage], pixel, g*channels, channels)
		b.Load(i, bytesOf(b.Room()), 1, false)
	}
	b.Mul(count)
	per := len(group.bias)
	for i := range count {
		image := (first + i) / perImage
		y := view[float32](h.out)[(first+i)*h.outC+g*per:][:per]
		acc := b.Acc[i*b.Stride:][:per]
		for c := range y {
			sum := float32(acc[c]-h.zeros[image]*group.sums[c]) * group.scale[c] * h.scales[image]
			y[c] = min(max(sum+group.bias[c], h.low), h.high)
		}
	}
}
