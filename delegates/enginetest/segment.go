package enginetest

import "edged/models/graph"

// Operators that combine the slices of a segment.

// segmentSumCases go to the ordinary kernels: the reference set has no SEGMENT_SUM.
func segmentSumCases() []Case {
	return perType(func(n *net, t graph.DType) {
		n.Kernels = "builtin"
		for _, c := range []struct {
			shape []int
			ids   []int32
		}{
			{[]int{1}, []int32{0}}, {[]int{5}, []int32{0, 0, 1, 1, 2}}, {[]int{3, 4}, []int32{0, 1, 2}}, {[]int{3, 4}, []int32{0, 0, 0}}, {[]int{4, 2, 3}, []int32{0, 1, 1, 1}}, {[]int{6, 1}, []int32{0, 0, 1, 2, 2, 3}},
			{[]int{2, 2, 2, 2}, []int32{0, 1}}, {[]int{7}, []int32{0, 1, 1, 2, 3, 3, 3}},
		} {
			n.op(graph.OpSegmentSum, nil, t, nil, n.lively(t, c.shape, nil), n.ints(c.ids...))
		}
	}, graph.Float32, graph.Int32)
}

func unsortedSegmentMaxCases() []Case { return unsortedSegmentCases(graph.OpUnsortedSegmentMax) }

func unsortedSegmentMinCases() []Case { return unsortedSegmentCases(graph.OpUnsortedSegmentMin) }

func unsortedSegmentProdCases() []Case { return unsortedSegmentCases(graph.OpUnsortedSegmentProd) }

func unsortedSegmentSumCases() []Case { return unsortedSegmentCases(graph.OpUnsortedSegmentSum) }

// unsortedSegmentCases builds the cases of one way to combine.
func unsortedSegmentCases(code graph.OpCode) []Case {
	return perType(func(n *net, t graph.DType) {
		for _, c := range []struct {
			shape, at []int
			ids       []int32
			count     int32
		}{
			{[]int{1}, []int{1}, []int32{0}, 1}, {[]int{5}, []int{5}, []int32{2, 0, -1, 0, 2}, 4}, {[]int{3, 4}, []int{3}, []int32{1, 1, 0}, 2}, {[]int{2, 3}, []int{2, 3}, []int32{0, 1, 2, 2, 1, 0}, 3},
			{[]int{2, 2, 3}, []int{2, 2}, []int32{1, -1, 0, 1}, 3}, {[]int{4, 2, 3}, []int{4}, []int32{3, 3, 3, 3}, 5}, {[]int{6, 1}, []int{6}, []int32{5, 4, 3, 2, 1, 0}, 6}, {[]int{3}, []int{3}, []int32{-1, -2, -3}, 2},
		} {
			n.op(code, nil, t, nil, n.lively(t, c.shape, nil), n.constant(graph.Int32, c.at, nil, words(c.ids)), n.scalar(graph.Int32, words([]int32{c.count})))
		}
	}, graph.Float32, graph.Int32)
}
