package enginetest

import (
	"math"
	"slices"

	"edged/models/graph"
)

// window is one sliding-window operator: its input, filter and attributes.
type window struct {
	in         []int // NHWC
	out        int   // channels
	multiplier int   // of a depthwise filter; 0: 1
	kh, kw     int
	sh, sw     int
	dh, dw     int
	pad        graph.Padding
	act        graph.Activation
	groups     int
	zeroIn     int // where zero points stand in their types: -1, 0 or 1
	zeroOut    int
	gain       float64 // how far outputs spread: 1 fills half the range
	noBias     bool
	plainBias  bool // a bias without a quantization of its own
	perTensor  bool // one scale for all channels
	filterZero bool // a zero point for uint8 weights that is not 128
}

// windows reach odd sizes, single pixels and taps, windows larger than the image, each
// fused activation, zero points at both ends and sums that saturate.
var windows = []window{
	{in: []int{1, 5, 7, 3}, out: 8, kh: 3, kw: 3, sh: 1, sw: 1, dh: 1, dw: 1, groups: 1, gain: 1},
	{in: []int{2, 8, 6, 4}, out: 5, kh: 1, kw: 1, sh: 1, sw: 1, dh: 1, dw: 1, groups: 1, gain: 1, act: graph.ActRelu, zeroIn: -1, zeroOut: -1},
	{in: []int{1, 9, 9, 5}, out: 7, kh: 3, kw: 3, sh: 2, sw: 2, dh: 1, dw: 1, groups: 1, gain: 1, act: graph.ActRelu6, zeroIn: 1, zeroOut: -1, multiplier: 2},
	{in: []int{1, 8, 10, 2}, out: 3, kh: 3, kw: 5, sh: 2, sw: 1, dh: 1, dw: 1, groups: 1, gain: 1, pad: graph.PaddingValid, act: graph.ActReluN1To1, zeroOut: 0},
	{in: []int{1, 11, 10, 3}, out: 4, kh: 3, kw: 3, sh: 1, sw: 1, dh: 2, dw: 3, groups: 1, gain: 1, zeroIn: -1, zeroOut: 1, multiplier: 3},
	{in: []int{1, 2, 2, 6}, out: 9, kh: 5, kw: 5, sh: 1, sw: 1, dh: 2, dw: 1, groups: 1, gain: 1, perTensor: true},
	{in: []int{1, 6, 5, 8}, out: 12, kh: 3, kw: 3, sh: 1, sw: 2, dh: 1, dw: 1, groups: 4, gain: 1, zeroIn: 1},
	{in: []int{3, 1, 1, 300}, out: 10, kh: 1, kw: 1, sh: 1, sw: 1, dh: 1, dw: 1, groups: 1, gain: 20, filterZero: true},
	{in: []int{1, 7, 4, 1}, out: 1, kh: 1, kw: 1, sh: 3, sw: 2, dh: 1, dw: 1, groups: 1, gain: 1, pad: graph.PaddingValid, act: graph.ActRelu6},
	{in: []int{1, 4, 4, 70}, out: 6, kh: 2, kw: 2, sh: 1, sw: 1, dh: 1, dw: 1, groups: 1, gain: 3, filterZero: true, zeroIn: 1, zeroOut: 1, multiplier: 4},
	{in: []int{1, 4, 3, 2}, out: 4, kh: 2, kw: 2, sh: 1, sw: 1, dh: 1, dw: 1, groups: 2, gain: 4000, zeroIn: 1}, // multipliers above 1
}

func conv2DCases() []Case {
	cases := append(types("conv2d", func(n *net, t graph.DType) { n.conv2D(t, windows) }),
		hybridConv2D(), plainBias("int8_plain_bias", graph.Int8, (*net).conv2D))
	return append(append(cases, mixedConv2D()...), windowBounds((*net).conv2D)...)
}

// windowBounds is halfBounds of an operator built of windows.
func windowBounds(build func(*net, graph.DType, []window)) []Case {
	return halfBounds(false, func(n *net, t graph.DType, act graph.Activation) {
		w := windows[len(n.sub.Ops)%2]
		w.act = act
		build(n, t, []window{w})
	})
}

func (n *net) conv2D(t graph.DType, windows []window) {
	for _, w := range windows {
		shape := []int{w.out, w.kh, w.kw, w.in[3] / w.groups}
		n.filtered(graph.OpConv2D, &graph.Conv2DOptions{
			Padding: w.pad, StrideH: int32(w.sh), StrideW: int32(w.sw), FusedActivationFunction: w.act,
			DilationHFactor: int32(w.dh), DilationWFactor: int32(w.dw),
		}, t, w, shape, 0, w.kh*w.kw*shape[3])
	}
}

// plainBias makes a case of windows whose biases are not quantized, which XNNPACK's
// delegate leaves to TFLite.
func plainBias(name string, t graph.DType, build func(*net, graph.DType, []window)) Case {
	n := newNet(name)
	plain := slices.Clone(windows)
	for i := range plain {
		plain[i].plainBias = true
	}
	plain = append(plain, window{in: []int{1, 16, 16, 16}, out: 64, kh: 3, kw: 3, sh: 1, sw: 1, dh: 1, dw: 1, groups: 1, gain: 1, plainBias: true},
		window{in: []int{2, 32, 32, 13}, out: 15, kh: 3, kw: 3, sh: 1, sw: 1, dh: 1, dw: 1, groups: 1, gain: 0.1, plainBias: true})
	build(n, t, plain)
	return n.Case
}

// types makes a case of each type that most operators take.
func types(name string, build func(n *net, t graph.DType)) []Case {
	var out []Case
	for _, t := range []graph.DType{graph.Float32, graph.Int8, graph.UInt8} {
		n := newNet(t.String())
		build(n, t)
		out = append(out, n.Case)
	}
	return out
}

// filtered adds an operator with a filter and a bias. The filter's output channels are
// along axis; depth is how many products an output sums up.
func (n *net) filtered(code graph.OpCode, options any, t graph.DType, w window, filter []int, axis, depth int) {
	in := -1
	if t == graph.Float32 {
		in = n.input(t, w.in, nil)
	} else {
		in = n.input(t, w.in, affine(0.02, zeroOf(t, w.zeroIn)))
	}
	n.filter(code, options, in, w, filter, axis, depth)
}

// filter is filtered on a tensor that is there.
func (n *net) filter(code graph.OpCode, options any, in int, w window, filter []int, axis, depth int) int {
	channels, t := filter[axis], n.sub.Tensors[in].Type
	if t == graph.Float32 {
		inputs := []int{in, n.constant(t, filter, nil, n.random(t, filter))}
		return n.op(code, options, t, nil, n.withBias(inputs, t, w, nil, channels)...)
	}
	const filterScale = 0.01
	inScale := float64(n.sub.Tensors[in].Quant.Scale[0])
	fq := affine(filterScale, 0)
	if t == graph.Int8 && !w.perTensor {
		fq = &graph.Quant{Axis: axis}
		for range channels {
			fq.Scale = append(fq.Scale, filterScale*(0.5+n.r.Float32()))
			fq.ZeroPoint = append(fq.ZeroPoint, 0)
		}
	}
	if t == graph.UInt8 {
		fq.ZeroPoint[0] = 128
		if w.filterZero {
			fq.ZeroPoint[0] = 3
		}
	}
	// A product of two random bytes has a standard deviation of about 74².
	spread := 74 * 74 * math.Sqrt(float64(depth))
	out := affine(float32(inScale*filterScale*spread/(64*w.gain)), zeroOf(t, w.zeroOut))
	inputs := []int{in, n.constant(t, filter, fq, n.random(t, filter))}
	return n.op(code, options, t, out, n.withBias(inputs, graph.Int32, w, fq, channels)...)
}

// withBias adds a bias to the inputs, of the scale that the filter's gives it.
func (n *net) withBias(inputs []int, t graph.DType, w window, filter *graph.Quant, channels int) []int {
	if w.noBias {
		return append(inputs, -1)
	}
	if t == graph.Float32 {
		return append(inputs, n.constant(t, []int{channels}, nil, n.random(t, []int{channels})))
	}
	q := &graph.Quant{ZeroPoint: make([]int64, len(filter.Scale))}
	for _, s := range filter.Scale {
		q.Scale = append(q.Scale, s*n.sub.Tensors[inputs[0]].Quant.Scale[0])
	}
	if w.plainBias {
		q = nil
	}
	b := make([]int32, channels)
	for i := range b {
		b[i] = int32(n.r.IntN(20000)) - 10000
	}
	return append(inputs, n.constant(t, []int{channels}, q, words(b)))
}

// hybridConv2D has float32 images and an int8 filter.
func hybridConv2D() Case {
	n := newNet("hybrid")
	for _, w := range windows {
		if w.in[0] > 2 {
			continue
		}
		filter := []int{w.out, w.kh, w.kw, w.in[3] / w.groups}
		q := &graph.Quant{}
		for range w.out {
			q.Scale = append(q.Scale, 0.01*(0.5+n.r.Float32()))
			q.ZeroPoint = append(q.ZeroPoint, 0)
		}
		if w.perTensor {
			q = affine(0.01, 0)
		}
		inputs := []int{n.input(graph.Float32, w.in, nil), n.constant(graph.Int8, filter, q, symmetric(graph.Int8, n.random(graph.Int8, filter)))}
		n.op(graph.OpConv2D, &graph.Conv2DOptions{
			Padding: w.pad, StrideH: int32(w.sh), StrideW: int32(w.sw), FusedActivationFunction: w.act,
			DilationHFactor: int32(w.dh), DilationWFactor: int32(w.dw),
		}, graph.Float32, nil, n.withBias(inputs, graph.Float32, w, nil, w.out)...)
	}
	return n.Case
}
