package enginetest

import "edged/models/graph"

func fullyConnectedCases() []Case {
	return append(types("fully_connected", func(n *net, t graph.DType) {
		for i, c := range []struct {
			in      []int
			out     int
			keep    bool
			act     graph.Activation
			zero    int
			gain    float64
			perAxis bool
			zeroed  bool
			noBias  bool
		}{
			{in: []int{1, 10}, out: 4, gain: 1},
			{in: []int{2, 3}, out: 1, gain: 1, act: graph.ActRelu, zero: -1},
			{in: []int{7, 33}, out: 17, gain: 1, act: graph.ActRelu6, zero: -1},
			{in: []int{3, 64}, out: 8, gain: 20, act: graph.ActReluN1To1, zero: 1},
			{in: []int{2, 3, 5}, out: 6, keep: true, gain: 1},
			{in: []int{2, 2, 3, 4}, out: 5, gain: 1, noBias: true},
			{in: []int{1, 640}, out: 128, gain: 1, perAxis: true},
			{in: []int{4, 1}, out: 3, gain: 1, zeroed: true, zero: 1},
			{in: []int{5, 130}, out: 9, gain: 2, zeroed: true, zero: -1},
		} {
			depth := c.in[len(c.in)-1]
			if i == 5 {
				depth = 12 // rows that are not the last dimension
			}
			w := window{in: c.in, gain: c.gain, zeroIn: c.zero, zeroOut: -c.zero, noBias: c.noBias, perTensor: !c.perAxis, filterZero: c.zeroed}
			n.filtered(graph.OpFullyConnected, &graph.FullyConnectedOptions{
				FusedActivationFunction: c.act, KeepNumDims: c.keep,
			}, t, w, []int{c.out, depth}, 0, depth)
		}
	}), append(fullyConnectedBounds(), plainFullyConnected())...)
}

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
