package enginetest

import "edged/models/graph"

// softmax16Cases go from 8 and 16 bits to int16.
func softmax16Cases() []Case {
	var cases []Case
	for _, t := range []graph.DType{graph.Int16, graph.Int8, graph.UInt8} {
		n := newNet(t.String() + " to int16")
		for i, s := range rowShapes {
			options := &graph.SoftmaxOptions{Beta: []float32{1, 0.5, 3}[i%3]}
			q := quantFor(t, rowQuants[i].scale, rowQuants[i].zero)
			n.op(graph.OpSoftmax, options, graph.Int16, affine(1./32768, 0), n.lively(t, s, q))
		}
		cases = append(cases, n.Case)
	}
	n := newNet("float16")
	for i, s := range rowShapes {
		n.op(graph.OpSoftmax, &graph.SoftmaxOptions{Beta: []float32{1, 0.5, 3}[i%3]}, graph.Float16, nil, n.lively(graph.Float16, s, nil))
	}
	return append(cases, n.Case)
}

func softmaxCases() []Case {
	return append(types("softmax", func(n *net, t graph.DType) {
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
	}), softmax16Cases()...)
}
