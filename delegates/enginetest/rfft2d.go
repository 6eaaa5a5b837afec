package enginetest

import "edged/models/graph"

// rfft2DCases are transforms larger and smaller than their inputs, of one row, of one
// matrix and of many.
func rfft2DCases() []Case {
	n := newNet("float32")
	for _, c := range []struct {
		shape         []int
		height, width int32
	}{
		{[]int{1, 2}, 1, 2}, {[]int{4, 8}, 4, 8}, {[]int{2, 3, 5}, 4, 8}, {[]int{3, 9, 17}, 8, 16},
		{[]int{7, 1, 64}, 1, 64}, {[]int{2, 2, 1, 300}, 1, 512}, {[]int{16, 2}, 16, 2}, {[]int{5, 5}, 32, 4},
		{[]int{1, 16, 16}, 2, 128}, {[]int{2, 4}, 2, 4},
	} {
		n.op(graph.OpRFFT2D, nil, graph.Complex64, nil, n.lively(graph.Float32, c.shape, nil), n.ints(c.height, c.width))
	}
	return []Case{n.Case}
}
