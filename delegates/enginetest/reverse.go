package enginetest

import "edged/models/graph"

func reverseV2Cases() []Case {
	return perType(func(n *net, t graph.DType) {
		for _, c := range []struct {
			shape []int
			axes  []int32
		}{
			{[]int{5}, []int32{0}}, {[]int{2, 3}, []int32{-1}}, {[]int{2, 3}, []int32{0}}, {[]int{2, 3, 4}, []int32{2, 1}}, {[]int{2, 3, 4}, []int32{0, 1, 2}}, {[]int{1, 4, 5, 3}, []int32{1, 2}},
			{[]int{2, 1, 3, 2, 2}, []int32{-2}}, {[]int{3, 1}, []int32{1}},
		} {
			q := quantOf(t, 0.5, 3)
			n.op(graph.OpReverseV2, nil, t, q, n.lively(t, c.shape, q), n.ints(c.axes...))
		}
	}, anyType...)
}

func reverseSequenceCases() []Case {
	return perType(func(n *net, t graph.DType) {
		for i, c := range []struct {
			shape      []int
			seq, batch int32
			lengths    []int
		}{
			{[]int{2, 5}, 1, 0, []int{3, 5}}, {[]int{5, 2}, 0, 1, []int{1, 4}}, {[]int{3, 4, 2}, 1, 0, []int{0, 1, 4}}, {[]int{4, 2, 3}, 0, 2, []int{2, 3, 4}}, {[]int{3, 2, 4}, 2, 0, []int{4, 1, 2}},
			{[]int{2, 3, 4, 5}, 2, 1, []int{4, 0, 3}}, {[]int{1, 1}, 1, 0, []int{1}}, {[]int{2, 3, 2, 3}, 1, 3, []int{1, 2, 3}},
		} {
			lt := []graph.DType{graph.Int32, graph.Int64}[i%2]
			q := quantOf(t, 0.5, 3)
			n.op(graph.OpReverseSequence, &graph.ReverseSequenceOptions{SeqDim: c.seq, BatchDim: c.batch}, t, q,
				n.lively(t, c.shape, q), n.inputOf(lt, []int{len(c.lengths)}, nil, graph.IntData(lt, c.lengths)))
		}
	}, but(numbers, graph.Int8)...)
}

func cumsumCases() []Case {
	return perType(func(n *net, t graph.DType) {
		for i, c := range []struct {
			shape []int
			axis  int32
		}{{[]int{9}, 0}, {[]int{3, 4}, 1}, {[]int{3, 4}, 0}, {[]int{2, 3, 4}, -2}, {[]int{2, 3, 4}, 2}, {[]int{1, 5, 1, 3}, 1}, {[]int{2, 2, 2, 3}, 0}, {[]int{1}, -1}} {
			n.op(graph.OpCumsum, &graph.CumsumOptions{Exclusive: i%2 == 1, Reverse: i%4 > 1}, t, nil, n.lively(t, c.shape, nil), n.scalar(graph.Int32, words([]int32{c.axis})))
		}
	}, graph.Float32, graph.Int32, graph.Int64)
}
