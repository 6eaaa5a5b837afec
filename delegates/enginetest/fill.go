package enginetest

import "edged/models/graph"

// Operators that make tensors or repeat them.

// longs adds a constant int64 vector.
func (n *net) longs(v ...int) int {
	return n.constant(graph.Int64, []int{len(v)}, nil, graph.IntData(graph.Int64, v))
}

// sizes adds a constant vector, int32 or every other time int64.
func (n *net) sizes(i int, v []int) int {
	if i%2 == 1 {
		return n.longs(v...)
	}
	return n.constant(graph.Int32, []int{len(v)}, nil, graph.IntData(graph.Int32, v))
}

func fillCases() []Case {
	return perType(func(n *net, t graph.DType) {
		for i, s := range [][]int{{1}, {7}, {2, 3}, {4099}, {1, 5, 1, 3}, {2, 2, 2, 2, 2}, {}, {3, 0, 2}} {
			q := quantOf(t, 0.5, 3)
			n.op(graph.OpFill, nil, t, q, n.sizes(i, s), n.lively(t, []int{}, q))
		}
	}, anyType...)
}

func broadcastToCases() []Case {
	return perType(func(n *net, t graph.DType) {
		for i, c := range [][2][]int{
			{{1}, {5}}, {{3}, {2, 3}}, {{2, 1}, {2, 4}}, {{}, {2, 3}}, {{2, 1, 3, 1}, {2, 5, 3, 7}}, {{4, 1, 1}, {3, 4, 2, 5}}, {{1, 2, 1, 2, 1, 2}, {3, 2, 1, 2, 3, 2}}, {{2, 3}, {2, 3}},
			{{1, 1, 3}, {2, 1, 2, 1, 2, 2, 5, 3}},
		} {
			q := quantOf(t, 0.5, 3)
			n.add(graph.Op{Code: graph.OpBroadcastTo, Version: 3, Inputs: []int{n.lively(t, c[0], q), n.sizes(i, c[1])}}, graph.Tensor{Type: t, Quant: q})
		}
	}, anyType...)
}

func broadcastArgsCases() []Case {
	return perType(func(n *net, t graph.DType) {
		for _, c := range [][2][]int{{{1}, {5}}, {{3}, {2, 3}}, {{2, 1}, {2, 4}}, {{}, {2, 3}}, {{2, 1, 3, 1}, {5, 3, 7}}, {{4, 1, 1}, {3, 1, 2, 5}}, {{7}, {7}}, {{0, 1}, {1, 2}}} {
			n.op(graph.OpBroadcastArgs, nil, t, nil, n.inputOf(t, []int{len(c[0])}, nil, graph.IntData(t, c[0])), n.constant(t, []int{len(c[1])}, nil, graph.IntData(t, c[1])))
		}
	}, graph.Int32, graph.Int64)
}

func tileCases() []Case {
	return perType(func(n *net, t graph.DType) {
		for i, c := range []struct{ shape, times []int }{
			{[]int{3}, []int{4}}, {[]int{2, 3}, []int{1, 2}}, {[]int{2, 3}, []int{3, 1}}, {[]int{2, 3, 4}, []int{2, 3, 2}}, {[]int{1, 1, 5}, []int{3, 4, 1}}, {[]int{1, 2, 1, 3}, []int{2, 2, 2, 2}},
			{[]int{2, 3}, []int{0, 2}}, {[]int{700, 2}, []int{2, 3}}, {[]int{2, 2, 2, 2, 2}, []int{1, 2, 1, 3, 1}}, {[]int{2, 1, 3, 2, 2, 2}, []int{3, 2, 2, 2, 2, 2}},
		} {
			q := quantOf(t, 0.5, 3)
			n.op(graph.OpTile, nil, t, q, n.lively(t, c.shape, q), n.sizes(i, c.times))
		}
	}, anyType...)
}

func zerosLikeCases() []Case {
	return perType(func(n *net, t graph.DType) {
		for _, s := range unaryShapes {
			n.op(graph.OpZerosLike, nil, t, nil, n.lively(t, s, nil))
		}
	}, graph.Float32, graph.Int32, graph.Int64)
}

func rangeCases() []Case {
	ints := perType(func(n *net, t graph.DType) {
		for _, c := range [][3]int{{0, 5, 1}, {3, 17, 4}, {10, 0, -3}, {-5, 5, 2}, {0, 4100, 1}, {7, 8, 1}, {5, -5, -1}, {0, 10, 100}} {
			var in []int
			for _, v := range c {
				in = append(in, n.scalar(t, graph.IntData(t, []int{v})))
			}
			n.op(graph.OpRange, nil, t, nil, in...)
		}
	}, graph.Int32, graph.Int64)
	n := newNet("float32")
	for _, c := range [][3]float32{{0, 1, 0.1}, {0.5, 7, 1.5}, {3, -3, -0.7}, {-1, 1, 0.25}, {0, 1, 3}, {1, 2, 1}, {1e6, 1e6 + 10, 0.3}, {0, -2, -0.01}} {
		var in []int
		for _, v := range c {
			in = append(in, n.scalar(graph.Float32, words([]float32{v})))
		}
		n.op(graph.OpRange, nil, graph.Float32, nil, in...)
	}
	return append(ints, n.Case)
}

func rankCases() []Case {
	return perType(func(n *net, t graph.DType) {
		for _, s := range unaryShapes {
			n.op(graph.OpRank, nil, graph.Int32, nil, n.lively(t, s, nil))
		}
	}, anyType...)
}

func oneHotCases() []Case {
	return perType(func(n *net, t graph.DType) {
		for i, c := range []struct {
			shape []int
			depth int32
			axis  int32
		}{{[]int{5}, 4, -1}, {[]int{5}, 4, 0}, {[]int{2, 3}, 7, 1}, {[]int{2, 3}, 3, 2}, {[]int{}, 6, -1}, {[]int{2, 3, 4}, 5, 0}, {[]int{2, 3, 4}, 2, 2}, {[]int{9}, 1, 1}} {
			at := []graph.DType{graph.Int32, graph.Int64}[i%2]
			v := make([]int, graph.Elems(c.shape))
			for j := range v {
				v[j] = n.r.IntN(int(c.depth)+2) - 1
			}
			n.op(graph.OpOneHot, &graph.OneHotOptions{Axis: c.axis}, t, nil, n.inputOf(at, c.shape, nil, graph.IntData(at, v)),
				n.scalar(graph.Int32, words([]int32{c.depth})), n.lively(t, []int{}, nil), n.lively(t, []int{}, nil))
		}
	}, but(anyType, graph.Int16)...)
}

func matrixDiagCases() []Case {
	return perType(func(n *net, t graph.DType) {
		for _, s := range [][]int{{1}, {4}, {2, 3}, {3, 1}, {2, 3, 5}, {1, 9}, {2, 1, 2, 3}, {70}} {
			q := quantOf(t, 0.5, 0)
			n.op(graph.OpMatrixDiag, nil, t, q, n.lively(t, s, q))
		}
	}, numbers...)
}

func matrixSetDiagCases() []Case {
	return perType(func(n *net, t graph.DType) {
		for _, s := range [][2][]int{
			{{1, 1}, {1}}, {{4, 4}, {4}}, {{3, 5}, {3}}, {{5, 2}, {2}}, {{2, 3, 3}, {2, 3}}, {{2, 3, 4}, {2, 3}}, {{2, 1, 4, 2}, {2, 1, 2}}, {{1, 9}, {1}},
		} {
			q := quantOf(t, 0.5, 3)
			n.op(graph.OpMatrixSetDiag, nil, t, q, n.lively(t, s[0], q), n.lively(t, s[1], q))
		}
	}, numbers...)
}
