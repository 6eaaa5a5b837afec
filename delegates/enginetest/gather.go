package enginetest

import "edged/models/graph"

// indices adds a constant of random indices below limit.
func (n *net) indices(t graph.DType, shape []int, limit int) int {
	if t == graph.Int64 {
		b := make([]byte, 8*graph.Elems(shape))
		for i := 0; i < len(b); i += 8 {
			b[i] = byte(n.r.IntN(limit))
		}
		return n.constant(t, shape, nil, b)
	}
	v := make([]int32, graph.Elems(shape))
	for i := range v {
		v[i] = int32(n.r.IntN(limit))
	}
	return n.constant(t, shape, nil, words(v))
}

func gatherCases() []Case {
	return perType(func(n *net, t graph.DType) {
		for _, c := range []struct {
			shape, at   []int
			axis, batch int32
			index       graph.DType
		}{
			{[]int{10}, []int{5}, 0, 0, graph.Int32},
			{[]int{10, 3}, []int{2, 5}, 0, 0, graph.Int64},
			{[]int{4, 10, 3}, []int{7}, 1, 0, graph.Int32},
			{[]int{4, 3, 10}, []int{7}, -1, 0, graph.Int32},
			{[]int{4, 5, 10}, []int{}, 1, 0, graph.Int32},
			{[]int{2, 4, 5, 6}, []int{2, 3}, 2, 1, graph.Int32},
			{[]int{2, 4, 5, 6}, []int{2, 4, 3}, 2, 2, graph.Int64},
			{[]int{2, 4, 5}, []int{2, 3}, 1, -1, graph.Int32},
		} {
			a := int(c.axis)
			if a < 0 {
				a += len(c.shape)
			}
			n.op(graph.OpGather, &graph.GatherOptions{Axis: c.axis, BatchDims: c.batch}, t, quantOf(t, 0.5, 3),
				n.lively(t, c.shape, quantOf(t, 0.5, 3)), n.indices(c.index, c.at, c.shape[a]))
		}
	}, anyType...)
}

func gatherNDCases() []Case {
	return perType(func(n *net, t graph.DType) {
		for _, c := range []struct {
			shape, at []int
			index     graph.DType
		}{
			{[]int{10}, []int{1}, graph.Int32}, {[]int{10}, []int{6, 1}, graph.Int32}, {[]int{3, 4}, []int{5, 2}, graph.Int64},
			{[]int{3, 4}, []int{5, 1}, graph.Int32}, {[]int{3, 4, 5}, []int{2, 3, 2}, graph.Int32}, {[]int{3, 4, 5}, []int{2, 3, 3}, graph.Int64},
			{[]int{3, 3, 3, 3}, []int{1, 4}, graph.Int32}, {[]int{3, 5}, []int{2, 0}, graph.Int32},
		} {
			n.op(graph.OpGatherND, nil, t, quantOf(t, 0.5, 3), n.lively(t, c.shape, quantOf(t, 0.5, 3)), n.indices(c.index, c.at, 3))
		}
	}, anyType...)
}
