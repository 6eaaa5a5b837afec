package enginetest

import "edged/models/graph"

func argMaxCases() []Case {
	return argCases(graph.OpArgMax, func(t graph.DType) any { return &graph.ArgMaxOptions{OutputType: t} })
}

func argMinCases() []Case {
	return argCases(graph.OpArgMin, func(t graph.DType) any { return &graph.ArgMinOptions{OutputType: t} })
}

func argCases(code graph.OpCode, options func(graph.DType) any) []Case {
	return perType(func(n *net, t graph.DType) {
		for _, out := range []graph.DType{graph.Int32, graph.Int64} {
			for _, c := range []struct {
				shape []int
				axis  int32
			}{{[]int{1}, 0}, {[]int{33}, -1}, {[]int{5, 7}, 0}, {[]int{5, 7}, 1}, {[]int{2, 3, 5, 21}, 3}, {[]int{2, 3, 5, 21}, -3}, {[]int{2, 300, 2}, 1}, {[]int{1, 1, 9}, 2}} {
				n.op(code, options(out), out, nil, n.lively(t, c.shape, at8(t, 0.5, 3)), n.ints(c.axis))
			}
		}
	}, graph.Float32, graph.Int8, graph.UInt8, graph.Int32, graph.Bool)
}
