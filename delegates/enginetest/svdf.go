package enginetest

import "edged/models/graph"

// svdfShapes have a memory of one step and of many, ranks up to that of all filters.
var svdfShapes = []struct {
	batch, inputs, units, rank, memory int
	bias                               bool
	act                                graph.Activation
}{
	{1, 1, 1, 1, 1, false, graph.ActRelu}, {1, 3, 4, 1, 5, true, graph.ActRelu}, {2, 5, 3, 2, 3, true, graph.ActNone},
	{3, 7, 1, 4, 2, true, graph.ActTanh}, {2, 16, 8, 1, 10, false, graph.ActRelu6}, {1, 40, 12, 2, 8, true, graph.ActReluN1To1},
	{4, 2, 5, 3, 4, false, graph.ActSignBit}, {1, 9, 2, 1, 1, true, graph.ActRelu}, {5, 6, 7, 2, 6, true, graph.ActRelu},
}

func svdfCases() []Case {
	cases := perKind(func(n *net, k recurrentKind) {
		for _, s := range svdfShapes {
			bias := -1
			if s.bias {
				bias = n.weights(graph.Float32, 0, s.units)
			}
			filters := s.units * s.rank
			o := &graph.SVDFOptions{Rank: int32(s.rank), FusedActivationFunction: s.act, AsymmetricQuantizeInputs: k.asymmetric}
			n.op(graph.OpSVDF, o, graph.Float32, nil, n.lively(graph.Float32, []int{s.batch, s.inputs}, nil),
				n.weights(k.weight, 0.006, filters, s.inputs), n.weights(k.weight, 0.004, filters, s.memory),
				bias, n.state(graph.Float32, nil, s.batch, filters*s.memory))
		}
	})
	return append(cases, svdf8Case())
}

func svdf8Case() Case {
	n := newNet("int8")
	n.Runs = 3
	for i, s := range svdfShapes {
		r := rescalings[i%len(rescalings)]
		bias, filters := -1, s.units*s.rank
		if s.bias {
			bias = n.constant(graph.Int32, []int{s.units}, affine(0.0001, 0), n.livelyData(graph.Int32, []int{s.units}))
		}
		n.op(graph.OpSVDF, &graph.SVDFOptions{Rank: int32(s.rank), FusedActivationFunction: graph.ActRelu}, graph.Int8, affine(r.out, r.zout),
			n.lively(graph.Int8, []int{s.batch, s.inputs}, affine(r.x, r.zx)),
			n.weights(graph.Int8, 0.02, filters, s.inputs), n.weights(graph.Int16, 1./32768, filters, s.memory),
			bias, n.state(graph.Int16, affine(0.0008, 0), s.batch, filters*s.memory))
	}
	return n.Case
}
