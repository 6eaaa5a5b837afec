package enginetest

import "edged/models/graph"

func softmaxCases() []Case {
	return types("softmax", func(n *net, t graph.DType) {
		for _, c := range []struct {
			in    []int
			beta  float32
			scale float32
		}{
			{[]int{1, 10}, 1, 0.1},
			{[]int{3, 1}, 1, 0.1},
			{[]int{7}, 1, 0.01},
			{[]int{2, 3, 5}, 1, 1},
			{[]int{1, 4, 4, 3}, 0.5, 0.07},
			{[]int{1, 1001}, 1, 0.0625},
			{[]int{5, 2}, 2, 3},
			{[]int{40, 20}, 1, 0.25},
			{[]int{2, 200}, 1, 0.0001},
			{[]int{3, 512}, 1, 0.0000001},
			{[]int{1000, 40}, 1, 0.03},
			{[]int{1000, 12}, 1, 0.01},
		} {
			options := &graph.SoftmaxOptions{Beta: c.beta}
			if t == graph.Float32 {
				n.op(graph.OpSoftmax, options, t, nil, n.input(t, c.in, nil))
				continue
			}
			n.op(graph.OpSoftmax, options, t, affine(1.0/256, zeroOf(t, -1)), n.input(t, c.in, affine(c.scale, zeroOf(t, 0))))
		}
	})
}
