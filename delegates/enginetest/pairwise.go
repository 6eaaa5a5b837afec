package enginetest

import "edged/models/graph"

// broadcast8 has as many dimensions as TFLite takes.
var broadcast8 = [2][]int{{1, 2, 1, 3, 1, 2, 1, 2}, {2, 1, 3, 1, 2, 1, 2, 1}}

// manyShapes are all pairs of shapes.
func manyShapes() [][2][]int {
	return append(append([][2][]int{}, broadcasts...), broadcast6, broadcast8)
}

// stored builds cases of an operator of two inputs that does not rescale.
func stored(code graph.OpCode, types ...graph.DType) []Case {
	return perType(func(n *net, t graph.DType) {
		for _, s := range manyShapes() {
			q := at8(t, 0.5, 3)
			n.op(code, nil, t, q, n.lively(t, s[0], q), n.lively(t, s[1], q))
		}
	}, types...)
}

// nonZero builds cases of a division: divisors keep clear of zero.
func nonZero(code graph.OpCode, types ...graph.DType) []Case {
	return perType(func(n *net, t graph.DType) {
		for _, s := range manyShapes() {
			y := n.livelyData(t, s[1])
			n.avoid(t, y, 0)
			n.avoid(t, y, -1)
			n.op(code, nil, t, nil, n.lively(t, s[0], nil), n.inputOf(t, s[1], nil, y))
		}
	}, types...)
}

func maximumCases() []Case {
	return stored(graph.OpMaximum, graph.Float32, graph.Float16, graph.Int8, graph.UInt8, graph.Int16, graph.Int32, graph.Int64)
}

func minimumCases() []Case {
	return stored(graph.OpMinimum, graph.Float32, graph.Float16, graph.Int8, graph.UInt8, graph.Int16, graph.Int32, graph.Int64)
}

func bitwiseXorCases() []Case {
	return stored(graph.OpBitwiseXor, graph.Int8, graph.UInt8, graph.Int16, graph.UInt16, graph.Int32, graph.UInt32)
}

func rightShiftCases() []Case {
	return stored(graph.OpRightShift, graph.Int8, graph.UInt8, graph.Int16, graph.UInt16, graph.Int32, graph.UInt32)
}

func floorModCases() []Case {
	return nonZero(graph.OpFloorMod, graph.Float32, graph.Int8, graph.Int16, graph.Int32, graph.Int64)
}

func logicalAndCases() []Case { return stored(graph.OpLogicalAnd, graph.Bool) }

func logicalOrCases() []Case { return stored(graph.OpLogicalOr, graph.Bool) }

// powCases keep integers small enough for most powers to fit; those that do not, saturate
// or wrap. One power for a whole tensor takes a way of its own.
func powCases() []Case {
	return perType(func(n *net, t graph.DType) {
		for i, s := range append(manyShapes(), [2][]int{{3, 5}, {1}}, [2][]int{{7}, {}}, [2][]int{{4, 2}, {1, 1}}) {
			x, y := make([]int32, graph.Elems(s[0])), make([]int32, graph.Elems(s[1]))
			for j := range x {
				x[j] = int32(n.r.IntN(21) - 10)
			}
			for j := range y {
				y[j] = int32(n.r.IntN(14) * (i % 3))
			}
			if t == graph.Int32 {
				n.op(graph.OpPow, nil, t, nil, n.inputOf(t, s[0], nil, words(x)), n.inputOf(t, s[1], nil, words(y)))
				continue
			}
			n.op(graph.OpPow, nil, t, nil, n.inputOf(t, s[0], nil, words(halved(x))), n.inputOf(t, s[1], nil, words(halved(y))))
		}
	}, graph.Float32, graph.Int32)
}

func halved(x []int32) []float32 {
	y := make([]float32, len(x))
	for i, v := range x {
		y[i] = float32(v) / 2
	}
	return y
}

func atan2Cases() []Case {
	return perType(func(n *net, t graph.DType) {
		for _, s := range unaryShapes {
			n.op(graph.OpAtan2, nil, t, nil, n.lively(t, s, nil), n.lively(t, s, nil))
		}
	}, graph.Float32, graph.Float16, graph.Float64)
}

func squaredDifferenceCases() []Case {
	options := func(graph.Activation) any { return nil }
	cases := binaryCases(graph.OpSquaredDifference, options, manyShapes(), graph.Float32, graph.Int32)
	return append(cases, perType(func(n *net, t graph.DType) {
		for _, s := range manyShapes() {
			for _, r := range rescalingsFor(t, s) {
				out := max(r.out, max(r.x, r.y)*max(r.x, r.y)/1000)
				n.op(graph.OpSquaredDifference, nil, t, at8(t, out, r.zout), n.lively(t, s[0], at8(t, r.x, r.zx)), n.lively(t, s[1], at8(t, r.y, r.zy)))
			}
		}
	}, graph.Int8)...)
}

func addNCases() []Case {
	return perType(func(n *net, t graph.DType) {
		for i, s := range unaryShapes {
			var in []int
			for range 2 + i%4 {
				in = append(in, n.lively(t, s, nil))
			}
			n.op(graph.OpAddN, nil, t, nil, in...)
		}
	}, graph.Float32, graph.Int32)
}

// preluCases share an alpha along no, some and all axes.
func preluCases() []Case {
	return perType(func(n *net, t graph.DType) {
		alphaType := t
		if t == graph.Int16 {
			alphaType = graph.Int8
		}
		for i, s := range [][2][]int{
			{{7}, {7}}, {{2, 3, 5, 7}, {7}}, {{2, 3, 5, 7}, {1, 1, 7}}, {{2, 3, 5, 7}, {3, 1, 1}},
			{{2, 3, 5, 7}, {2, 3, 5, 7}}, {{2, 3, 5, 7}, {1}}, {{3, 4099}, {4099}}, {{5, 6}, {}},
		} {
			r := rescalings[i]
			x := n.lively(t, s[0], quantFor(t, r.x, r.zx))
			n.op(graph.OpPrelu, nil, t, quantFor(t, r.out, r.zout), x, n.lively(alphaType, s[1], at8(alphaType, r.y, r.zy)))
		}
	}, graph.Float32, graph.Int8, graph.UInt8, graph.Int16)
}
