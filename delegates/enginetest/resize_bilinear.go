package enginetest

import "edged/models/graph"

// resizes are pictures and the sizes they are scaled to.
var resizes = []struct {
	shape []int
	h, w  int32
}{
	{[]int{1, 4, 4, 3}, 8, 8}, {[]int{2, 5, 7, 1}, 3, 4}, {[]int{1, 1, 1, 4}, 5, 3}, {[]int{1, 3, 5, 2}, 1, 1}, {[]int{1, 6, 6, 8}, 6, 6},
	{[]int{1, 33, 17, 2}, 65, 65}, {[]int{1, 2, 3, 1}, 13, 29}, {[]int{3, 1, 9, 2}, 4, 2},
}

func resizeBilinearCases() []Case {
	return perType(func(n *net, t graph.DType) {
		for _, c := range resizes {
			for _, o := range []graph.ResizeBilinearOptions{{}, {AlignCorners: true}, {HalfPixelCenters: true}} {
				q := quantOf(t, 0.5, 3)
				n.op(graph.OpResizeBilinear, &o, t, q, n.lively(t, c.shape, q), n.ints(c.h, c.w))
			}
		}
	}, graph.Float32, graph.Int8, graph.UInt8, graph.Int16)
}
