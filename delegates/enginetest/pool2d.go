package enginetest

import "edged/models/graph"

var pooled = []graph.DType{graph.Float32, graph.Int8, graph.UInt8, graph.Int16}

func averagePool2DCases() []Case { return poolCases(graph.OpAveragePool2D, pooled...) }

func maxPool2DCases() []Case { return poolCases(graph.OpMaxPool2D, pooled...) }

func l2Pool2DCases() []Case { return poolCases(graph.OpL2Pool2D, graph.Float32) }

func poolCases(code graph.OpCode, types ...graph.DType) []Case {
	cases := perType(func(n *net, t graph.DType) {
		for _, w := range windows {
			if w.pad == graph.PaddingSame && w.in[1] == 2 {
				w.kh, w.kw = 2, 1
			}
			var q *graph.Quant
			switch t {
			case graph.Float32:
			case graph.Int16:
				q = affine(0.0003, 0)
			default:
				q = affine(0.05, zeroOf(t, w.zeroOut))
			}
			n.op(code, &graph.Pool2DOptions{
				Padding: w.pad, StrideH: int32(w.sh), StrideW: int32(w.sw),
				FilterHeight: int32(w.kh), FilterWidth: int32(w.kw), FusedActivationFunction: w.act,
			}, t, q, n.input(t, w.in, q))
		}
	}, types...)
	if code == graph.OpL2Pool2D {
		return cases
	}
	return append(cases, halfBounds(true, func(n *net, t graph.DType, act graph.Activation) {
		n.op(code, &graph.Pool2DOptions{
			Padding: graph.PaddingSame, StrideH: 1, StrideW: 1,
			FilterHeight: 2, FilterWidth: int32(1 + len(n.sub.Ops)%2), FusedActivationFunction: act,
		}, t, at8(t, 1, 0), n.input(t, []int{1, 5, 7, 3}, at8(t, 1, 0)))
	})...)
}
