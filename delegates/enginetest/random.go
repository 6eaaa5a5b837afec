package enginetest

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"edged/models/graph"
)

// RandomCase draws a small graph: up to eight operators on images of one type, each on the
// output of any before it; floats may meet int8 weights, and one in four graphs gets more
// images than its file says. The same seed gives the same graph.
func RandomCase(seed uint64) Case {
	n := newNet(fmt.Sprintf("random %d", seed))
	n.r = rand.New(rand.NewPCG(seed, 3))
	t := []graph.DType{graph.Int8, graph.Int8, graph.UInt8, graph.Float32, graph.Int16}[n.r.IntN(5)]
	d := drawn{net: n, t: t, open: n.r.IntN(4) == 0}
	d.have = append(d.have, n.lively(t, []int{1, 1 + n.r.IntN(9), 1 + n.r.IntN(9), 1 + n.r.IntN(12)}, d.quant()))
	for range 1 + n.r.IntN(8) {
		draw := draws[n.r.IntN(len(draws))]
		d.have = append(d.have, draw(&d, d.have[n.r.IntN(len(d.have))]))
	}
	if d.open {
		d.resize(2 + n.r.IntN(3))
	}
	return n.Case
}

// resize leaves the first dimension of all inputs open and gives them a batch of images.
func (d *drawn) resize(batch int) {
	for i, t := range d.sub.Inputs {
		x := &d.sub.Tensors[t]
		x.Signature = append([]int{-1}, x.Shape[1:]...)
		shape := append([]int{batch}, x.Shape[1:]...)
		d.Inputs[i].Shape, d.Inputs[i].Data = shape, d.livelyData(d.t, shape)
	}
}

// drawn is a random graph that grows.
type drawn struct {
	*net
	t    graph.DType
	open bool  // the number of images is
	have []int // tensors of rank 4
}

// draws is the table of what may be added to a random graph: each adds an operator on a
// tensor and returns a tensor of rank 4.
var draws = []func(d *drawn, x int) int{
	drawConv, drawConv, drawDepthwise, drawAdd, drawAdd, drawMul, drawPool, drawUnary, drawSoftmax,
	drawConcat, drawPad, drawTranspose, drawMean, drawRequantize, drawDense, drawResize, drawSlice,
}

// quant draws a quantization; nil for floats.
func (d *drawn) quant() *graph.Quant {
	if d.t == graph.Float32 {
		return nil
	}
	zero := []int64{-128, 127, 0, int64(d.r.IntN(256) - 128)}[d.r.IntN(4)]
	return quantFor(d.t, 0.004+0.3*d.r.Float32()*d.r.Float32(), zero)
}

func (d *drawn) shape(x int) []int { return d.sub.Tensors[x].Shape }

func (d *drawn) same(x int) *graph.Quant { return d.sub.Tensors[x].Quant }

func (d *drawn) act() graph.Activation { return activations[d.r.IntN(len(activations))] }

// window draws a window that fits an image.
func (d *drawn) window(x int) window {
	s, r := d.shape(x), d.r
	w := window{
		kh: 1 + r.IntN(min(5, s[1])), kw: 1 + r.IntN(min(5, s[2])), sh: 1 + r.IntN(2), sw: 1 + r.IntN(2), dh: 1, dw: 1,
		pad: graph.Padding(r.IntN(2)), zeroOut: r.IntN(3) - 1, gain: []float64{0.3, 1, 8}[r.IntN(3)],
		noBias: r.IntN(4) == 0, perTensor: r.IntN(3) == 0, filterZero: r.IntN(2) == 0,
	}
	if w.sh == 1 && w.sw == 1 && w.pad == graph.PaddingSame {
		w.dh, w.dw = 1+r.IntN(2), 1+r.IntN(2)
	}
	return w
}

func drawConv(d *drawn, x int) int {
	w, s := d.window(x), d.shape(x)
	filter := []int{1 + d.r.IntN(20), w.kh, w.kw, s[3]}
	w.noBias = false // which LiteRT wants here
	return d.weighted(graph.OpConv2D, &graph.Conv2DOptions{
		Padding: w.pad, StrideH: int32(w.sh), StrideW: int32(w.sw), FusedActivationFunction: d.act(),
		DilationHFactor: int32(w.dh), DilationWFactor: int32(w.dw),
	}, x, w, filter, 0, w.kh*w.kw*s[3])
}

func drawDepthwise(d *drawn, x int) int {
	w, s := d.window(x), d.shape(x)
	w.noBias = false
	w.sw = w.sh // TFLite wants them equal
	if w.sh > 1 {
		w.dh, w.dw = 1, 1
	}
	m := 1 + d.r.IntN(2)
	return d.weighted(graph.OpDepthwiseConv2D, &graph.DepthwiseConv2DOptions{
		Padding: w.pad, StrideH: int32(w.sh), StrideW: int32(w.sw), FusedActivationFunction: d.act(),
		DilationHFactor: int32(w.dh), DilationWFactor: int32(w.dw), DepthMultiplier: int32(m),
	}, x, w, []int{1, w.kh, w.kw, s[3] * m}, 3, w.kh*w.kw)
}

// weighted is filter, with an int8 filter for int16 and, on an input of the graph, one
// time of two for floats: their quantization could be moved by a last bit elsewhere.
func (d *drawn) weighted(code graph.OpCode, options any, x int, w window, filter []int, axis, depth int) int {
	hybrid := d.t == graph.Float32 && d.r.IntN(2) == 0 && slices.Contains(d.sub.Inputs, x)
	if d.t != graph.Int16 && !hybrid {
		return d.filter(code, options, x, w, filter, axis, depth)
	}
	const scale = 0.01
	fq := d.channelScales(filter[axis], axis, scale)
	f := d.constant(graph.Int8, filter, fq, symmetric(graph.Int8, d.random(graph.Int8, filter)))
	if hybrid {
		return d.op(code, options, d.t, nil, d.withBias([]int{x, f}, graph.Float32, w, nil, filter[axis])...)
	}
	m := mix{in: graph.Int16, filter: graph.Int8, bias: graph.Int64}
	inQ := d.same(x)
	spread := 18900 * float64(inQ.Scale[0]) * scale * deviation(graph.Int8) * math.Sqrt(float64(depth))
	out := affine(float32(spread/(8000*w.gain)), 0)
	return d.op(code, options, d.t, out, x, f, d.bias(m, filter[axis], biasQuant(fq, inQ)))
}

// partner returns a tensor that x broadcasts with: one that is there, or a new input.
func (d *drawn) partner(x int) int {
	for _, y := range d.have {
		if _, err := graph.Broadcast(d.shape(x), d.shape(y)); err == nil && y != x && d.r.IntN(2) == 0 {
			return y
		}
	}
	s := append([]int(nil), d.shape(x)...)
	for i := range s {
		if d.r.IntN(3) == 0 {
			s[i] = 1
		}
	}
	return d.lively(d.t, s, d.quant())
}

// drawAdd keeps scales within a factor of 200: past 256 LiteRT's vector code, where it has
// no XNNPACK, cuts sums off to 16 bits.
func drawAdd(d *drawn, x int) int {
	q, o := d.quant(), &graph.AddOptions{FusedActivationFunction: d.act(), PotScaleInt16: d.t != graph.Int16}
	y := d.partner(x)
	if q != nil {
		q.Scale[0] = max(q.Scale[0], d.same(x).Scale[0]/200, d.same(y).Scale[0]/200)
	}
	return d.op(graph.OpAdd, o, d.t, q, x, y)
}

func drawMul(d *drawn, x int) int {
	return d.op(graph.OpMul, &graph.MulOptions{FusedActivationFunction: d.act()}, d.t, d.quant(), x, d.partner(x))
}

func drawPool(d *drawn, x int) int {
	w := d.window(x)
	code := []graph.OpCode{graph.OpAveragePool2D, graph.OpMaxPool2D}[d.r.IntN(2)]
	return d.op(code, &graph.Pool2DOptions{
		Padding: w.pad, StrideH: int32(w.sh), StrideW: int32(w.sw), FilterHeight: int32(w.kh), FilterWidth: int32(w.kw),
		FusedActivationFunction: d.act(),
	}, d.t, d.same(x), x)
}

func drawUnary(d *drawn, x int) int {
	switch d.r.IntN(3) {
	case 0:
		return d.op(graph.OpRelu, nil, d.t, d.quant(), x)
	case 1:
		return d.op(graph.OpLogistic, nil, d.t, d.probability(), x)
	}
	return d.op(graph.OpTanh, nil, d.t, d.fraction(128, 0), x)
}

// probability is the quantization that outputs in [0, 1] have.
func (d *drawn) probability() *graph.Quant { return d.fraction(256, -128) }

// fraction is the quantization by one part of an 8-bit type, of int16 by the least.
func (d *drawn) fraction(part float32, zero int64) *graph.Quant {
	if d.t == graph.Int16 {
		return affine(1./32768, 0)
	}
	return at8(d.t, 1/part, zero)
}

func drawSoftmax(d *drawn, x int) int {
	return d.op(graph.OpSoftmax, &graph.SoftmaxOptions{Beta: 1}, d.t, d.probability(), x)
}

func drawConcat(d *drawn, x int) int {
	axis := 1 + d.r.IntN(3)
	s := append([]int(nil), d.shape(x)...)
	s[axis] = 1 + d.r.IntN(5)
	return d.op(graph.OpConcatenation, &graph.ConcatenationOptions{Axis: int32(axis)}, d.t, d.same(x), x, d.lively(d.t, s, d.same(x)))
}

func drawPad(d *drawn, x int) int {
	pads := make([]int32, 8)
	for i := 2; i < 8; i++ {
		pads[i] = int32(d.r.IntN(3))
	}
	return d.op(graph.OpPad, nil, d.t, d.same(x), x, d.constant(graph.Int32, []int{4, 2}, nil, words(pads)))
}

func drawTranspose(d *drawn, x int) int {
	perm := []int32{0}
	for _, p := range d.r.Perm(3) {
		perm = append(perm, int32(p+1))
	}
	return d.op(graph.OpTranspose, nil, d.t, d.same(x), x, d.ints(perm...))
}

func drawMean(d *drawn, x int) int {
	return d.op(graph.OpMean, &graph.ReducerOptions{KeepDims: true}, d.t, d.quant(), x, d.ints(1, 2))
}

// drawRequantize changes the quantization, or does nothing to floats but an addition.
func drawRequantize(d *drawn, x int) int {
	if d.t == graph.Float32 {
		return drawAdd(d, x)
	}
	return d.op(graph.OpQuantize, nil, d.t, d.quant(), x)
}

// drawDense is a fully connected layer over the channels.
func drawDense(d *drawn, x int) int {
	w, c := d.window(x), d.shape(x)[3]
	return d.weighted(graph.OpFullyConnected, &graph.FullyConnectedOptions{FusedActivationFunction: d.act(), KeepNumDims: true},
		x, w, []int{1 + d.r.IntN(12), c}, 0, c)
}

func drawResize(d *drawn, x int) int {
	half := d.r.IntN(2) == 0
	return d.op(graph.OpResizeBilinear, &graph.ResizeBilinearOptions{HalfPixelCenters: half, AlignCorners: !half && d.r.IntN(2) == 0},
		d.t, d.same(x), x, d.ints(int32(1+d.r.IntN(12)), int32(1+d.r.IntN(12))))
}

func drawSlice(d *drawn, x int) int {
	if d.open { // where LiteRT sticks to the shapes of the file
		return drawAdd(d, x)
	}
	begin, size := make([]int32, 4), make([]int32, 4)
	for i, s := range d.shape(x) {
		begin[i] = int32(d.r.IntN(s))
		size[i] = int32(1 + d.r.IntN(s-int(begin[i])))
	}
	return d.op(graph.OpSlice, nil, d.t, d.same(x), x, d.ints(begin...), d.ints(size...))
}
