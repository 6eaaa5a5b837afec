package enginetest

import "edged/models/graph"

func depthwiseConv2DCases() []Case {
	cases := append(types("depthwise_conv2d", func(n *net, t graph.DType) { n.depthwise(t, windows) }),
		plainBias("int8_plain_bias", graph.Int8, (*net).depthwise))
	return append(append(cases, mixedDepthwise()...), windowBounds((*net).depthwise)...)
}

func (n *net) depthwise(t graph.DType, windows []window) {
	for _, w := range windows {
		if w.groups > 1 || w.in[3] == 300 {
			w.kh, w.kw, w.dh, w.dw = 3, 3, 1, 1 // the commonest size once more
		}
		multiplier := max(1, w.multiplier)
		shape := []int{1, w.kh, w.kw, w.in[3] * multiplier}
		n.filtered(graph.OpDepthwiseConv2D, &graph.DepthwiseConv2DOptions{
			Padding: w.pad, StrideH: int32(w.sh), StrideW: int32(w.sw), FusedActivationFunction: w.act,
			DilationHFactor: int32(w.dh), DilationWFactor: int32(w.dw), DepthMultiplier: int32(multiplier),
		}, t, w, shape, 3, w.kh*w.kw)
	}
}
