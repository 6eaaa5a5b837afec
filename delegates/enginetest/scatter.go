package enginetest

import "edged/models/graph"

// Operators that write to given places.

// places adds an input of random indices of given limits, one column for each.
func (n *net) places(t graph.DType, shape []int, limits []int) int {
	v := make([]int, graph.Elems(shape))
	for i := range v {
		v[i] = n.r.IntN(limits[i%len(limits)])
	}
	return n.inputOf(t, shape, nil, graph.IntData(t, v))
}

func scatterNDCases() []Case {
	return perType(func(n *net, t graph.DType) {
		for _, c := range []struct{ at, updates, out []int }{
			{[]int{4, 1}, []int{4}, []int{8}}, {[]int{3, 1}, []int{3, 5}, []int{4, 5}}, {[]int{6, 2}, []int{6}, []int{3, 4}}, {[]int{2, 3, 2}, []int{2, 3, 4}, []int{3, 2, 4}}, {[]int{1, 1}, []int{1, 2, 3}, []int{2, 2, 3}},
			{[]int{7, 3}, []int{7}, []int{2, 3, 2}}, {[]int{2}, []int{3}, []int{2, 2, 3}}, {[]int{40, 1}, []int{40}, []int{3}},
		} {
			n.op(graph.OpScatterND, nil, t, nil, n.places(graph.Int32, c.at, c.out[:c.at[len(c.at)-1]]), n.lively(t, c.updates, nil), n.sizes(0, c.out))
		}
	}, but(anyType, graph.Int16)...)
}

func sparseToDenseCases() []Case {
	return perType(func(n *net, t graph.DType) {
		for i, c := range []struct{ at, values, out []int }{
			{[]int{}, []int{}, []int{8}}, {[]int{3}, []int{3}, []int{8}}, {[]int{3}, []int{}, []int{8}}, {[]int{5, 2}, []int{5}, []int{3, 4}}, {[]int{5, 2}, []int{}, []int{3, 4}}, {[]int{4, 3}, []int{4}, []int{2, 3, 2}},
			{[]int{6, 4}, []int{6}, []int{2, 3, 2, 3}}, {[]int{2, 1}, []int{2}, []int{9}}, {[]int{0}, []int{0}, []int{4}},
		} {
			at := []graph.DType{graph.Int32, graph.Int64}[i%2]
			n.op(graph.OpSparseToDense, &graph.SparseToDenseOptions{}, t, nil, n.places(at, c.at, c.out), n.sizes(i/2, c.out), n.lively(t, c.values, nil), n.lively(t, []int{}, nil))
		}
	}, but(numbers, graph.Int16)...)
}

func dynamicUpdateSliceCases() []Case {
	return perType(func(n *net, t graph.DType) {
		for i, c := range []struct{ shape, update, start []int }{
			{[]int{9}, []int{3}, []int{2}}, {[]int{9}, []int{3}, []int{8}}, {[]int{4, 5}, []int{2, 5}, []int{1, 0}}, {[]int{4, 5}, []int{3, 2}, []int{-4, 2}}, {[]int{2, 3, 4}, []int{1, 2, 3}, []int{1, 1, 100}},
			{[]int{2, 3, 4}, []int{2, 3, 4}, []int{1, 1, 1}}, {[]int{2, 2, 3, 3}, []int{1, 1, 2, 2}, []int{1, 0, 1, 0}}, {[]int{3, 4}, []int{0, 4}, []int{1, 0}},
		} {
			at := []graph.DType{graph.Int32, graph.Int64}[i%2]
			q := quantOf(t, 0.5, 3)
			n.op(graph.OpDynamicUpdateSlice, nil, t, q, n.lively(t, c.shape, q), n.lively(t, c.update, q), n.inputOf(at, []int{len(c.start)}, nil, graph.IntData(at, c.start)))
		}
	}, anyType...)
}
