package enginetest

import "edged/models/graph"

func splitCases() []Case {
	return perType(func(n *net, t graph.DType) {
		for _, c := range []struct {
			shape []int
			axis  int32
			parts int
		}{{[]int{6}, 0, 3}, {[]int{4, 3}, 0, 2}, {[]int{4, 6}, 1, 3}, {[]int{2, 3, 8}, -1, 4}, {[]int{2, 6, 5}, 1, 2}, {[]int{2, 3, 4, 5}, -2, 2}, {[]int{3, 1}, 1, 1}, {[]int{5, 2, 2}, 0, 5}} {
			q := quantOf(t, 0.5, 3)
			n.ops(graph.Op{Code: graph.OpSplit, Options: &graph.SplitOptions{NumSplits: int32(c.parts)},
				Inputs: []int{n.scalar(graph.Int32, words([]int32{c.axis})), n.lively(t, c.shape, q)}}, t, q, c.parts)
		}
	}, numbers...)
}

func splitVCases() []Case {
	return perType(func(n *net, t graph.DType) {
		for i, c := range []struct {
			shape []int
			axis  int32
			sizes []int
		}{
			{[]int{6}, 0, []int{1, 3, 2}}, {[]int{4, 3}, 0, []int{3, 1}}, {[]int{4, 6}, 1, []int{-1, 2}}, {[]int{2, 3, 8}, -1, []int{1, 1, 6}}, {[]int{2, 6, 5}, 1, []int{4, -1, 1}}, {[]int{2, 3, 4, 5}, -2, []int{4}},
			{[]int{3, 1}, 1, []int{-1}}, {[]int{5, 2, 2}, 0, []int{0, 5}},
		} {
			q := quantOf(t, 0.5, 3)
			n.ops(graph.Op{Code: graph.OpSplitV, Options: &graph.SplitVOptions{NumSplits: int32(len(c.sizes))},
				Inputs: []int{n.lively(t, c.shape, q), n.sizes(i, c.sizes), n.scalar(graph.Int32, words([]int32{c.axis}))}}, t, q, len(c.sizes))
		}
	}, numbers...)
}
