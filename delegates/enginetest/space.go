package enginetest

import "edged/models/graph"

// Operators between batch, space and depth.

func batchToSpaceNDCases() []Case {
	return perType(func(n *net, t graph.DType) {
		for _, c := range []struct {
			shape        []int
			block, crops []int32
		}{
			{[]int{4, 2, 3, 1}, []int32{2, 2}, []int32{0, 0, 0, 0}}, {[]int{12, 2, 2, 3}, []int32{2, 3}, []int32{1, 0, 0, 2}}, {[]int{6, 3, 1, 5}, []int32{3, 1}, []int32{2, 1, 0, 0}},
			{[]int{4, 2, 3}, []int32{2}, []int32{1, 1}}, {[]int{3, 5, 7, 2}, []int32{1, 1}, []int32{0, 1, 2, 0}}, {[]int{8, 1, 1, 3}, []int32{2, 2}, []int32{0, 1, 1, 0}},
			{[]int{9, 3, 3, 1}, []int32{3, 3}, []int32{4, 3, 0, 1}}, {[]int{2, 1, 9}, []int32{2}, []int32{0, 0}},
		} {
			q := quantOf(t, 0.5, 3)
			n.op(graph.OpBatchToSpaceND, nil, t, q, n.lively(t, c.shape, q), n.ints(c.block...), n.matrix(c.crops))
		}
	}, anyType...)
}

func spaceToBatchNDCases() []Case {
	return perType(func(n *net, t graph.DType) {
		for i, c := range []struct {
			shape       []int
			block, pads []int32
		}{
			{[]int{1, 4, 6, 1}, []int32{2, 2}, []int32{0, 0, 0, 0}}, {[]int{2, 3, 4, 3}, []int32{2, 3}, []int32{1, 0, 0, 2}}, {[]int{2, 6, 1, 5}, []int32{3, 1}, []int32{2, 1, 0, 0}},
			{[]int{2, 4, 3}, []int32{2}, []int32{1, 1}}, {[]int{3, 5, 7, 2}, []int32{1, 1}, []int32{0, 1, 2, 0}}, {[]int{2, 1, 1, 3}, []int32{2, 2}, []int32{0, 1, 1, 0}},
			{[]int{1, 2, 8, 1}, []int32{3, 3}, []int32{4, 3, 0, 1}}, {[]int{1, 2, 9}, []int32{2}, []int32{0, 0}},
		} {
			q := quantOf(t, 0.5, int64(i*36-128))
			n.op(graph.OpSpaceToBatchND, nil, t, q, n.lively(t, c.shape, q), n.ints(c.block...), n.matrix(c.pads))
		}
	}, anyType...)
}

// blockTypes are those between space and depth.
var blockTypes = but(anyType, graph.Int16, graph.Bool)

func depthToSpaceCases() []Case {
	return perType(func(n *net, t graph.DType) {
		for _, c := range []struct {
			shape []int
			block int32
		}{
			{[]int{1, 1, 1, 4}, 2}, {[]int{1, 2, 3, 8}, 2}, {[]int{2, 3, 5, 9}, 3}, {[]int{1, 4, 4, 18}, 3}, {[]int{2, 5, 1, 7}, 1}, {[]int{3, 1, 7, 12}, 2}, {[]int{1, 2, 2, 16}, 4}, {[]int{2, 3, 3, 75}, 5},
		} {
			q := at8(t, 0.5, 3)
			n.op(graph.OpDepthToSpace, &graph.DepthToSpaceOptions{BlockSize: c.block}, t, q, n.lively(t, c.shape, q))
		}
	}, blockTypes...)
}

func spaceToDepthCases() []Case {
	return perType(func(n *net, t graph.DType) {
		for _, c := range []struct {
			shape []int
			block int32
		}{
			{[]int{1, 2, 2, 1}, 2}, {[]int{1, 4, 6, 3}, 2}, {[]int{2, 9, 15, 1}, 3}, {[]int{1, 12, 3, 2}, 3}, {[]int{2, 5, 1, 7}, 1}, {[]int{3, 2, 14, 3}, 2}, {[]int{1, 8, 8, 1}, 4}, {[]int{2, 5, 10, 3}, 5},
		} {
			q := at8(t, 0.5, 3)
			n.op(graph.OpSpaceToDepth, &graph.SpaceToDepthOptions{BlockSize: c.block}, t, q, n.lively(t, c.shape, q))
		}
	}, blockTypes...)
}

func resizeNearestNeighborCases() []Case {
	return perType(func(n *net, t graph.DType) {
		for _, c := range resizes {
			for _, o := range []graph.ResizeNearestNeighborOptions{{}, {AlignCorners: true}, {HalfPixelCenters: true}, {AlignCorners: true, HalfPixelCenters: true}} {
				q := quantOf(t, 0.5, 3)
				n.op(graph.OpResizeNearestNeighbor, &o, t, q, n.lively(t, c.shape, q), n.ints(c.h, c.w))
			}
		}
	}, but(anyType, graph.Int64)...)
}
