package enginetest

import "edged/models/graph"

func fullyConnectedBounds() []Case {
	return halfBounds(false, func(n *net, t graph.DType, act graph.Activation) {
		w := window{in: []int{7, 33}, gain: 1}
		n.filtered(graph.OpFullyConnected, &graph.FullyConnectedOptions{FusedActivationFunction: act}, t, w, []int{17, 33}, 0, 33)
	})
}

// plainFullyConnected has what XNNPACK's delegate leaves to TFLite: biases that are not
// quantized, and int8 weights with a zero point.
func plainFullyConnected() Case {
	n := newNet("int8_plain_bias")
	for i := range 8 {
		w := window{in: []int{3 + 100*i, 30 + i}, gain: float64(1 + i), plainBias: i != 2, perTensor: i != 1, zeroIn: i%3 - 1, zeroOut: i%2 - 1}
		depth := w.in[1]
		n.filtered(graph.OpFullyConnected, &graph.FullyConnectedOptions{FusedActivationFunction: activations[i%4]},
			graph.Int8, w, []int{5 + 7*i, depth}, 0, depth)
		if i == 2 || i == 5 {
			n.sub.Tensors[n.sub.Ops[i].Inputs[1]].Quant.ZeroPoint[0] = int64(3 * i)
		}
	}
	return n.Case
}

// layer is one fully connected layer.
type layer struct {
	in      []int
	depth   int // length of a row; 0: the last dimension
	out     int
	keep    bool
	act     graph.Activation
	zero    int
	gain    float64
	perAxis bool
	zeroed  bool
	noBias  bool
}

var layers = []layer{
	{in: []int{1, 10}, out: 4, gain: 1},
	{in: []int{2, 3}, out: 1, gain: 1, act: graph.ActRelu, zero: -1},
	{in: []int{7, 33}, out: 17, gain: 1, act: graph.ActRelu6, zero: -1},
	{in: []int{3, 64}, out: 8, gain: 20, act: graph.ActReluN1To1, zero: 1},
	{in: []int{2, 3, 5}, out: 6, keep: true, gain: 1},
	{in: []int{2, 2, 3, 4}, depth: 12, out: 5, gain: 1, noBias: true},
	{in: []int{1, 640}, out: 128, gain: 1, perAxis: true},
	{in: []int{4, 1}, out: 3, gain: 1, zeroed: true, zero: 1},
	{in: []int{5, 130}, out: 9, gain: 2, zeroed: true, zero: -1},
	{in: []int{4, 7}, out: 6, gain: 4000, perAxis: true},
}

func (l layer) rows() int {
	if l.depth > 0 {
		return l.depth
	}
	return l.in[len(l.in)-1]
}

func (l layer) window() window {
	return window{in: l.in, gain: l.gain, zeroIn: l.zero, zeroOut: -l.zero, noBias: l.noBias, perTensor: !l.perAxis, filterZero: l.zeroed}
}

func fullyConnectedCases() []Case {
	return append(types("fully_connected", func(n *net, t graph.DType) {
		for _, l := range layers {
			n.filtered(graph.OpFullyConnected, &graph.FullyConnectedOptions{
				FusedActivationFunction: l.act, KeepNumDims: l.keep,
			}, t, l.window(), []int{l.out, l.rows()}, 0, l.rows())
		}
	}), append(append(mixedFullyConnected(), dequantizedWeights(), plainFullyConnected()), fullyConnectedBounds()...)...)
}

// layerMixes are the types of fully connected layers beside those of one type.
var layerMixes = append(append([]mix{
	{name: "hybrid", in: graph.Float32, filter: graph.Int8, bias: graph.Float32},
	{name: "hybrid_per_tensor", in: graph.Float32, filter: graph.Int8, bias: graph.Float32, perTensor: true},
	{name: "hybrid_int4", in: graph.Float32, filter: graph.Int4, bias: graph.Float32},
	{name: "hybrid_int2", in: graph.Float32, filter: graph.Int2, bias: graph.Float32, asymmetric: true},
	{name: "int8_int2", in: graph.Int8, filter: graph.Int2, bias: graph.Int32},
	{name: "hybrid_asymmetric", in: graph.Float32, filter: graph.Int8, bias: graph.Float32, asymmetric: true},
	{name: "hybrid_computed", in: graph.Float32, filter: graph.Int8, bias: graph.Float32, asymmetric: true, computed: true},
	{name: "int16_by_int16", in: graph.Int16, filter: graph.Int16, bias: graph.Int64},
	{name: "int16_by_int16_narrow", in: graph.Int16, filter: graph.Int16, bias: graph.Int32},
	{name: "uint8_to_int16", in: graph.UInt8, filter: graph.UInt8, bias: graph.Int32, perTensor: true, out: graph.Int16},
}, filterMixes...), narrowMixes...)

func mixedFullyConnected() []Case {
	var out []Case
	for _, m := range layerMixes {
		n := newNet(m.name)
		for _, l := range layers {
			m.noBias = l.noBias && m.out != graph.Int16
			w := l.window()
			w.perTensor = l.zeroed // both among one case's layers
			in, f, b, q := n.mixedOperands(m, w, []int{l.out, l.rows()}, 0, l.rows())
			t := m.in
			if m.out == graph.Int16 {
				t, q = m.out, affine(q.Scale[0]/256, 0)
			}
			n.op(graph.OpFullyConnected, &graph.FullyConnectedOptions{
				FusedActivationFunction: l.act, KeepNumDims: l.keep, QuantizedBiasType: m.layerBias(), AsymmetricQuantizeInputs: m.asymmetric,
			}, t, q, in, f, b)
		}
		out = append(out, n.Case)
	}
	return out
}

// layerBias is biasType for fully connected layers, where 64 bits are named too.
func (m mix) layerBias() graph.DType {
	if m.filter == graph.Int16 {
		return m.bias
	}
	return m.biasType()
}

// dequantizedWeights have constants stored in fewer bits than they are used with.
func dequantizedWeights() Case {
	n := newNet("dequantized")
	for i, l := range layers {
		shape := []int{l.out, l.rows()}
		t, q := graph.Float16, (*graph.Quant)(nil)
		data := n.float16s(l.out * l.rows())
		if i%2 == 0 {
			t, q, data = graph.Int8, n.channelScales(l.out, 0, 0.01), n.random(graph.Int8, shape)
		}
		w := n.op(graph.OpDequantize, nil, graph.Float32, nil, n.constant(t, shape, q, data))
		b := n.op(graph.OpDequantize, nil, graph.Float32, nil, n.constant(graph.Float16, []int{l.out}, nil, n.float16s(l.out)))
		n.op(graph.OpFullyConnected, &graph.FullyConnectedOptions{
			FusedActivationFunction: l.act, KeepNumDims: l.keep,
		}, graph.Float32, nil, n.input(graph.Float32, l.in, nil), w, b)
	}
	return n.Case
}

// float16s returns the bytes of half-precision numbers in (-2, 2).
func (n *net) float16s(count int) []byte {
	var b []byte
	for range count {
		b = append(b, byte(n.r.Uint32()), byte(n.r.IntN(0x40))|byte(n.r.IntN(2)<<7))
	}
	return b
}
