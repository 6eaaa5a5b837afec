package enginetest

import "edged/models/graph"

func meanCases() []Case {
	return perType(func(n *net, t graph.DType) {
		for _, c := range []struct {
			in      []int
			axes    []int32
			keep    bool
			in8     float32
			out8    float32
			zin, zo int
		}{
			{[]int{1, 7, 7, 12}, []int32{1, 2}, false, 0.1, 0.03, -1, -1},
			{[]int{2, 3, 4, 5}, []int32{1, 2}, true, 0.1, 0.1, 0, 0},
			{[]int{2, 3, 4}, []int32{-1}, false, 0.05, 0.02, 1, 0},
			{[]int{2, 3, 4}, []int32{0}, true, 0.05, 0.5, 0, 1},
			{[]int{2, 3, 4, 5}, []int32{0, 2}, false, 1, 0.01, 0, 0},
			{[]int{3, 5}, []int32{1, 0, -1}, false, 0.2, 0.2, -1, 1},
			{[]int{9}, []int32{0}, false, 0.2, 0.1, 0, 0},
			{[]int{1, 256, 16}, []int32{1}, false, 0.3, 0.02, 0, 0},
			{[]int{2, 1, 3}, []int32{1}, false, 0.25, 0.25, 1, -1},
			{[]int{0, 3}, []int32{0}, false, 0.25, 0.25, 1, -1},
			{[]int{}, []int32{}, false, 0.25, 0.2, 1, -1},
		} {
			var qi, qo *graph.Quant
			switch t {
			case graph.Int8, graph.UInt8:
				qi, qo = affine(c.in8, zeroOf(t, c.zin)), affine(c.out8, zeroOf(t, c.zo))
			case graph.Int16:
				qi, qo = affine(c.in8, 0), affine(c.out8, 0)
			}
			n.op(graph.OpMean, &graph.ReducerOptions{KeepDims: c.keep}, t, qo, n.lively(t, c.in, qi), n.ints(c.axes...))
		}
	}, numbers...)
}
