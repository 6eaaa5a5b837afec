package enginetest

import "edged/models/graph"

func localResponseNormalizationCases() []Case {
	return perType(func(n *net, t graph.DType) {
		for _, c := range []struct {
			shape []int
			o     graph.LocalResponseNormalizationOptions
		}{
			{[]int{1, 1, 1, 6}, graph.LocalResponseNormalizationOptions{Radius: 20, Bias: 0, Alpha: 1, Beta: 0.5}},
			{[]int{1, 3, 2, 7}, graph.LocalResponseNormalizationOptions{Radius: 2, Bias: 1, Alpha: 0.5, Beta: 0.75}},
			{[]int{2, 2, 2, 16}, graph.LocalResponseNormalizationOptions{Radius: 5, Bias: 2, Alpha: 1e-4, Beta: 0.75}},
			{[]int{1, 5, 1, 1}, graph.LocalResponseNormalizationOptions{Radius: 1, Bias: 1, Alpha: 1, Beta: 1}},
			{[]int{1, 2, 3, 9}, graph.LocalResponseNormalizationOptions{Radius: 0, Bias: 3, Alpha: 2, Beta: 0.5}},
			{[]int{3, 1, 2, 4}, graph.LocalResponseNormalizationOptions{Radius: 3, Bias: 0.1, Alpha: 4, Beta: -0.5}},
			{[]int{1, 4, 4, 33}, graph.LocalResponseNormalizationOptions{Radius: 16, Bias: 1, Alpha: 0.1, Beta: 2}},
			{[]int{1, 2, 2, 5}, graph.LocalResponseNormalizationOptions{Radius: 1, Bias: 5, Alpha: 0, Beta: 1}},
		} {
			n.op(graph.OpLocalResponseNormalization, &c.o, t, nil, n.input(t, c.shape, nil))
		}
	}, graph.Float32)
}
