package enginetest

import "edged/models/graph"

// Operators that move elements or change shapes.

func reshapeCases() []Case {
	return perType(func(n *net, t graph.DType) {
		for _, c := range []struct {
			shape []int
			to    []int32
		}{{[]int{6}, []int32{2, 3}}, {[]int{2, 3}, []int32{-1}}, {[]int{2, 3, 4}, []int32{4, -1}}, {[]int{1}, []int32{1, 1, 1}}, {[]int{2, 3, 4}, []int32{2, 3, 4}}, {[]int{1}, nil}, {[]int{3, 1, 5, 2}, []int32{5, -1, 2}}, {[]int{2, 0, 3}, []int32{0, 6}}} {
			n.op(graph.OpReshape, &graph.ReshapeOptions{NewShape: c.to}, t, quantOf(t, 0.5, 3), n.lively(t, c.shape, quantOf(t, 0.5, 3)), n.ints(c.to...))
		}
	}, anyType...)
}

func squeezeCases() []Case {
	return perType(func(n *net, t graph.DType) {
		for _, c := range []struct {
			shape []int
			dims  []int32
		}{{[]int{1, 3, 1}, nil}, {[]int{1, 3, 1}, []int32{0}}, {[]int{1, 3, 1}, []int32{-1}}, {[]int{2, 1, 3, 1}, []int32{1, 3}}, {[]int{2, 3}, nil}, {[]int{1, 1}, nil}, {[]int{1, 2, 1, 3, 1}, []int32{-1, 0}}, {[]int{5, 1}, []int32{1}}} {
			n.op(graph.OpSqueeze, &graph.SqueezeOptions{SqueezeDims: c.dims}, t, quantOf(t, 0.5, 3), n.lively(t, c.shape, quantOf(t, 0.5, 3)))
		}
	}, anyType...)
}

func expandDimsCases() []Case {
	return perType(func(n *net, t graph.DType) {
		for _, c := range []struct {
			shape []int
			axis  int32
		}{{[]int{3}, 0}, {[]int{3}, 1}, {[]int{3}, -1}, {[]int{2, 3}, -2}, {[]int{2, 3, 4}, 3}, {[]int{}, 0}, {[]int{2, 3, 4}, -4}, {[]int{1, 5}, 1}} {
			n.op(graph.OpExpandDims, nil, t, quantOf(t, 0.5, 3), n.lively(t, c.shape, quantOf(t, 0.5, 3)), n.ints(c.axis))
		}
	}, anyType...)
}

func transposeCases() []Case {
	return perType(func(n *net, t graph.DType) {
		for _, c := range []struct {
			shape []int
			perm  []int32
		}{
			{[]int{5}, []int32{0}}, {[]int{5, 7}, []int32{1, 0}}, {[]int{2, 3, 5}, []int32{2, 0, 1}}, {[]int{2, 3, 5}, []int32{1, -3, 2}},
			{[]int{1, 4, 5, 3}, []int32{0, 3, 1, 2}}, {[]int{2, 3, 4, 5}, []int32{3, 2, 1, 0}}, {[]int{2, 3, 4, 2, 3}, []int32{4, 0, 3, 1, 2}}, {[]int{2, 3, 1, 2, 3, 2}, []int32{5, 3, 1, 0, 2, 4}},
		} {
			n.op(graph.OpTranspose, nil, t, quantOf(t, 0.5, 3), n.lively(t, c.shape, quantOf(t, 0.5, 3)), n.ints(c.perm...))
		}
	}, anyType...)
}

func sliceCases() []Case {
	return perType(func(n *net, t graph.DType) {
		for _, c := range []struct {
			shape       []int
			begin, size []int32
		}{
			{[]int{9}, []int32{2}, []int32{3}}, {[]int{9}, []int32{2}, []int32{-1}}, {[]int{4, 5}, []int32{1, 0}, []int32{2, 5}}, {[]int{4, 5}, []int32{0, 4}, []int32{-1, 1}},
			{[]int{2, 3, 4}, []int32{0, 1, 2}, []int32{2, 1, 2}}, {[]int{2, 3, 4, 5}, []int32{1, 1, 0, 3}, []int32{1, -1, 4, 2}}, {[]int{2, 2, 2, 2, 3}, []int32{0, 1, 0, 1, 1}, []int32{2, 1, 2, 1, 2}},
			{[]int{3, 4}, []int32{0, 0}, []int32{-1, -1}},
		} {
			n.op(graph.OpSlice, nil, t, quantOf(t, 0.5, 3), n.lively(t, c.shape, quantOf(t, 0.5, 3)), n.ints(c.begin...), n.ints(c.size...))
		}
	}, anyType...)
}

func stridedSliceCases() []Case {
	return perType(func(n *net, t graph.DType) {
		for _, c := range []struct {
			shape              []int
			begin, end, stride []int32
			o                  graph.StridedSliceOptions
		}{
			{[]int{9}, []int32{2}, []int32{8}, []int32{2}, graph.StridedSliceOptions{}},
			{[]int{9}, []int32{-1}, []int32{-9}, []int32{-3}, graph.StridedSliceOptions{}},
			{[]int{9}, []int32{0}, []int32{0}, []int32{-2}, graph.StridedSliceOptions{BeginMask: 1, EndMask: 1}},
			{[]int{9}, []int32{-100}, []int32{100}, []int32{1}, graph.StridedSliceOptions{}},
			{[]int{4, 5}, []int32{1, 0}, []int32{2, 0}, []int32{1, 1}, graph.StridedSliceOptions{EndMask: 2, ShrinkAxisMask: 1}},
			{[]int{4, 5}, []int32{1}, []int32{3}, []int32{1}, graph.StridedSliceOptions{}},
			{[]int{2, 3, 4}, []int32{0, 1}, []int32{0, 3}, []int32{1, 1}, graph.StridedSliceOptions{EllipsisMask: 1}},
			{[]int{2, 3, 4}, []int32{0, 0, 1}, []int32{0, 0, 3}, []int32{1, 1, 1}, graph.StridedSliceOptions{NewAxisMask: 1, BeginMask: 2, EndMask: 2}},
			{[]int{2, 3, 4, 5}, []int32{1, 2, 0, 4}, []int32{2, -4, 4, 0}, []int32{1, -1, 3, -2}, graph.StridedSliceOptions{}},
		} {
			n.op(graph.OpStridedSlice, &c.o, t, quantOf(t, 0.5, 3), n.lively(t, c.shape, quantOf(t, 0.5, 3)), n.ints(c.begin...), n.ints(c.end...), n.ints(c.stride...))
		}
	}, anyType...)
}
