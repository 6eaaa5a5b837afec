package enginetest

import "edged/models/graph"

// rowShapes have last dimensions of one element, a few and many.
var rowShapes = [][]int{{1, 10}, {3, 1}, {7}, {2, 3, 5}, {1, 4, 4, 3}, {1, 1001}, {5, 2}, {40, 20}, {2, 200}}

// rowQuants are input quantizations for rowShapes, zero points given for int8.
var rowQuants = []struct {
	scale float32
	zero  int64
}{{0.1, 0}, {0.1, -128}, {0.01, 127}, {1, 5}, {0.07, -5}, {0.0625, 0}, {3, 0}, {0.25, -128}, {0.0001, 3}}

// rowCases builds cases of an operator that works along the last dimension, with the
// output scale and zero point that it asks for.
func rowCases(code graph.OpCode, options any, scale float32, zero int64) []Case {
	return perType(func(n *net, t graph.DType) {
		for i, s := range rowShapes {
			q := rowQuants[i]
			n.op(code, options, t, at8(t, scale, zero), n.lively(t, s, at8(t, q.scale, q.zero)))
			n.op(code, options, t, at8(t, scale, zero), n.inputOf(t, s, at8(t, q.scale, q.zero), n.narrow(t, s)))
		}
	}, graph.Float32, graph.Int8, graph.UInt8)
}

// narrow returns elements that are close together.
func (n *net) narrow(t graph.DType, s []int) []byte {
	if t == graph.Float32 {
		return n.random(t, s)
	}
	b := make([]byte, graph.Elems(s))
	for i := range b {
		b[i] = byte(100 + n.r.IntN(9))
	}
	return b
}

func l2NormalizationCases() []Case {
	return rowCases(graph.OpL2Normalization, &graph.L2NormOptions{}, 1./128, 0)
}

func logSoftmaxCases() []Case {
	cases := rowCases(graph.OpLogSoftmax, nil, 1./16, 127)
	for _, t := range []graph.DType{graph.Int8, graph.UInt8} { // many rows, for rare roundings
		n := newNet(t.String() + "_rows")
		for i := range 8 {
			n.op(graph.OpLogSoftmax, nil, t, at8(t, 1./16, 127), n.input(t, []int{300, 5 + 5*i}, at8(t, []float32{0.2, 0.05, 0.062, 0.07, 0.12, 0.5, 0.95, 3}[i], 0)))
		}
		cases = append(cases, n.Case)
	}
	return cases
}

// selectCases have a condition of the tensors' shape, one for each row and one for all.
func selectCases() []Case {
	return perType(func(n *net, t graph.DType) {
		for _, s := range [][2][]int{
			{{7}, {7}}, {{2, 3, 5}, {2, 3, 5}}, {{2}, {2, 3, 5}}, {{3}, {3, 3}}, {{}, {4, 5}}, {{4}, {4, 1}}, {{3, 4099}, {3, 4099}}, {{2, 1, 2, 1, 3}, {2, 1, 2, 1, 3}},
		} {
			q := at8(t, 0.5, 3)
			n.op(graph.OpSelect, nil, t, q, n.lively(graph.Bool, s[0], nil), n.lively(t, s[1], q), n.lively(t, s[1], q))
		}
	}, graph.Float32, graph.Int8, graph.UInt8, graph.Int16, graph.Int32, graph.Int64, graph.Bool)
}

// selectV2Cases broadcast each of the three inputs.
func selectV2Cases() []Case {
	return perType(func(n *net, t graph.DType) {
		for _, s := range [][3][]int{
			{{7}, {7}, {7}}, {{2, 3, 5}, {2, 3, 5}, {1}}, {{2, 3, 5}, {}, {2, 3, 5}}, {{1}, {2, 3}, {2, 3}},
			{{3, 1}, {1, 5}, {3, 5}}, {{4, 1, 6}, {5, 1}, {6}}, {{2, 1, 2, 1, 3}, {1, 3, 1, 2, 1}, {3}}, {{4099}, {3, 1}, {1, 4099}},
			{{5}, {2, 5}, {2, 1}}, {{1, 2, 1, 2, 1, 2}, {2, 1, 2, 1, 2, 1}, {2}},
		} {
			q := at8(t, 0.5, 3)
			n.op(graph.OpSelectV2, nil, t, q, n.lively(graph.Bool, s[0], nil), n.lively(t, s[1], q), n.lively(t, s[2], q))
		}
	}, graph.Float32, graph.Int8, graph.UInt8, graph.Int16, graph.Int32, graph.Int64, graph.Bool)
}
