package enginetest

import "edged/models/graph"

// mixedConv2D has the windows of conv2DCases.
func mixedConv2D() []Case {
	hybrid4 := mix{name: "hybrid_int4", in: graph.Float32, filter: graph.Int4, bias: graph.Float32}
	var out []Case
	for _, m := range append(append(append([]mix(nil), filterMixes...), narrowMixes...), hybrid4) {
		n := newNet(m.name)
		for _, w := range windows {
			filter := []int{w.out, w.kh, w.kw, w.in[3] / w.groups}
			in, f, b, q := n.mixedOperands(m, w, filter, 0, w.kh*w.kw*filter[3])
			n.op(graph.OpConv2D, &graph.Conv2DOptions{
				Padding: w.pad, StrideH: int32(w.sh), StrideW: int32(w.sw), FusedActivationFunction: w.act,
				DilationHFactor: int32(w.dh), DilationWFactor: int32(w.dw), QuantizedBiasType: m.biasType(),
			}, m.in, q, in, f, b)
		}
		out = append(out, n.Case)
	}
	return out
}

// mixedDepthwise has the windows of depthwiseConv2DCases.
func mixedDepthwise() []Case {
	hybrid := mix{name: "hybrid", in: graph.Float32, filter: graph.Int8, bias: graph.Float32}
	var out []Case
	for _, m := range append(append([]mix(nil), filterMixes...), hybrid) {
		n := newNet(m.name)
		for _, w := range windows {
			if m.in == graph.Float32 && m.filter != m.in {
				w.perTensor = false
			}
			multiplier := max(1, w.multiplier)
			filter := []int{1, w.kh, w.kw, w.in[3] * multiplier}
			in, f, b, q := n.mixedOperands(m, w, filter, 3, w.kh*w.kw)
			n.op(graph.OpDepthwiseConv2D, &graph.DepthwiseConv2DOptions{
				Padding: w.pad, StrideH: int32(w.sh), StrideW: int32(w.sw), FusedActivationFunction: w.act,
				DilationHFactor: int32(w.dh), DilationWFactor: int32(w.dw), DepthMultiplier: int32(multiplier),
			}, m.in, q, in, f, b)
		}
		out = append(out, n.Case)
	}
	return out
}
