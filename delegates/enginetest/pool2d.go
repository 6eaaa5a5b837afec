package enginetest

import "edged/models/graph"

func averagePool2DCases() []Case { return poolCases(graph.OpAveragePool2D) }

func maxPool2DCases() []Case { return poolCases(graph.OpMaxPool2D) }

func poolCases(code graph.OpCode) []Case {
	return types("pool2d", func(n *net, t graph.DType) {
		for _, w := range windows {
			if w.pad == graph.PaddingSame && w.in[1] == 2 {
				w.kh, w.kw = 2, 1
			}
			var q *graph.Quant
			if t != graph.Float32 {
				q = affine(0.05, zeroOf(t, w.zeroOut))
			}
			n.op(code, &graph.Pool2DOptions{
				Padding: w.pad, StrideH: int32(w.sh), StrideW: int32(w.sw),
				FilterHeight: int32(w.kh), FilterWidth: int32(w.kw), FusedActivationFunction: w.act,
			}, t, q, n.input(t, w.in, q))
		}
	})
}
