package enginetest

import "edged/models/graph"

// unwindow is a transposed convolution: its output's size, filter and attributes.
type unwindow struct {
	out     []int // NHWC
	in      int   // channels
	kh, kw  int
	sh, sw  int
	pad     graph.Padding
	act     graph.Activation
	zeroIn  int
	zeroOut int
	noBias  bool
	gain    float64
}

// unwindows reach odd sizes, filters smaller and larger than the stride and the image, and
// zero points at both ends.
var unwindows = []unwindow{
	{out: []int{1, 6, 8, 3}, in: 4, kh: 3, kw: 3, sh: 2, sw: 2},
	{out: []int{2, 5, 7, 2}, in: 5, kh: 3, kw: 2, sh: 1, sw: 1, act: graph.ActRelu, zeroIn: -1, zeroOut: -1},
	{out: []int{1, 9, 11, 4}, in: 3, kh: 5, kw: 3, sh: 2, sw: 4, pad: graph.PaddingValid, act: graph.ActRelu6, zeroIn: 1},
	{out: []int{1, 7, 7, 1}, in: 1, kh: 1, kw: 1, sh: 3, sw: 2, act: graph.ActReluN1To1, noBias: true},
	{out: []int{1, 1, 1, 6}, in: 9, kh: 3, kw: 3, sh: 1, sw: 1, zeroOut: 1},
	{out: []int{1, 3, 4, 5}, in: 33, kh: 7, kw: 6, sh: 2, sw: 3, zeroIn: -1, zeroOut: 1},
	{out: []int{3, 8, 5, 9}, in: 2, kh: 2, kw: 2, sh: 2, sw: 2, noBias: true},
	{out: []int{1, 10, 6, 2}, in: 8, kh: 4, kw: 4, sh: 2, sw: 2, pad: graph.PaddingValid, gain: 4000},
}

func transposeConvCases() []Case {
	mixes := append([]mix{
		{name: "float", in: graph.Float32, filter: graph.Float32, bias: graph.Float32},
		{name: "int8", in: graph.Int8, filter: graph.Int8, bias: graph.Int32},
		{name: "uint8", in: graph.UInt8, filter: graph.UInt8, bias: graph.Int32, perTensor: true},
		{name: "hybrid", in: graph.Float32, filter: graph.Int8, bias: graph.Float32},
		narrowMixes[0],
	}, filterMixes...)
	var out []Case
	for _, m := range mixes {
		if m.filter == graph.Int4 {
			continue
		}
		n := newNet(m.name)
		for _, u := range unwindows {
			n.transposeConv(m, u)
		}
		out = append(out, n.Case)
	}
	return append(out, computedShape())
}

// computedShape has an output whose shape is an input of the model and declared as well.
func computedShape() Case {
	n := newNet("computed_shape")
	m := mix{in: graph.Int8, filter: graph.Int8, bias: graph.Int32}
	for _, u := range unwindows {
		n.transposeConv(m, u)
		op := &n.sub.Ops[len(n.sub.Ops)-1]
		size := &n.sub.Tensors[op.Inputs[0]]
		n.sub.Inputs = append(n.sub.Inputs, op.Inputs[0])
		n.Inputs = append(n.Inputs, graph.Tensor{Type: size.Type, Shape: size.Shape, Data: size.Data})
		size.Data = nil
	}
	return n.Case
}

func (n *net) transposeConv(m mix, u unwindow) {
	m.noBias = u.noBias
	h, _, errH := graph.Window(u.pad, u.out[1], u.kh, u.sh, 1)
	w, _, errW := graph.Window(u.pad, u.out[2], u.kw, u.sw, 1)
	if errH != nil || errW != nil {
		panic("a window does not fit") // the suite itself is wrong
	}
	shape := window{in: []int{u.out[0], h, w, u.in}, zeroIn: u.zeroIn, zeroOut: u.zeroOut, gain: u.gain}
	depth := max(1, u.in*u.kh*u.kw/(u.sh*u.sw))
	in, f, b, q := n.mixedOperands(m, shape, []int{u.out[3], u.kh, u.kw, u.in}, 0, depth)
	size := n.ints(int32(u.out[0]), int32(u.out[1]), int32(u.out[2]), int32(u.out[3]))
	inputs := []int{size, f, in, b}
	if b < 0 {
		inputs = inputs[:3]
	}
	n.op(graph.OpTransposeConv, &graph.TransposeConvOptions{
		Padding: u.pad, StrideH: int32(u.sh), StrideW: int32(u.sw), FusedActivationFunction: u.act,
		QuantizedBiasType: m.biasType(),
	}, m.in, q, inputs...)
}
