package enginetest

import "edged/models/graph"

// unaries builds cases of an operator of one input: every shape, quantized types each with
// a quantization of its own.
func unaries(code graph.OpCode, options any, types ...graph.DType) []Case {
	return perType(func(n *net, t graph.DType) {
		for i, s := range unaryShapes {
			r := unaryQuants[i]
			n.op(code, options, t, quantFor(t, r.out, r.zout), n.lively(t, s, quantFor(t, r.x, r.zx)))
		}
	}, types...)
}

// plain is unaries without quantization.
func plain(code graph.OpCode, types ...graph.DType) []Case {
	cases := perType(func(n *net, t graph.DType) {
		for _, s := range unaryShapes {
			n.op(code, nil, t, nil, n.lively(t, s, nil))
		}
	}, types...)
	for i := range cases {
		cases[i].Name += " plain"
	}
	return cases
}

// builtin are cases of an operator that LiteRT's reference kernels lack.
func builtin(cases []Case) []Case {
	for i := range cases {
		cases[i].Kernels = "builtin"
	}
	return cases
}

func absCases() []Case {
	return append(unaries(graph.OpAbs, nil, graph.Float32, graph.Int8, graph.Int16), plain(graph.OpAbs, graph.Int16, graph.Int32)...)
}

func ceilCases() []Case { return builtin(unaries(graph.OpCeil, nil, graph.Float32)) }

func cosCases() []Case { return unaries(graph.OpCos, nil, graph.Float32, graph.Float16) }

func eluCases() []Case { return builtin(unaries(graph.OpElu, nil, graph.Float32, graph.Int8)) }

func expCases() []Case { return unaries(graph.OpExp, nil, graph.Float32, graph.Int8, graph.Int16) }

func floorCases() []Case { return unaries(graph.OpFloor, nil, graph.Float32, graph.Float16) }

func geluCases() []Case {
	var cases []Case
	for _, approximate := range []bool{false, true} {
		more := unaries(graph.OpGelu, &graph.GeluOptions{Approximate: approximate}, graph.Float32, graph.Float16, graph.Int8, graph.UInt8, graph.Int16)
		for i := range more {
			if approximate {
				more[i].Name += " approximate"
			}
		}
		cases = append(cases, more...)
	}
	return cases
}

// hardSwishCases keep output scales from being much smaller than the input's.
func hardSwishCases() []Case {
	return perType(func(n *net, t graph.DType) {
		for i, s := range unaryShapes {
			r := unaryQuants[i]
			n.op(graph.OpHardSwish, nil, t, at8(t, max(r.out, r.x/100), r.zout), n.lively(t, s, at8(t, r.x, r.zx)))
		}
		n.op(graph.OpHardSwish, nil, t, at8(t, 0.3, -100), n.lively(t, []int{300}, at8(t, 1e-5, 3)))
		n.op(graph.OpHardSwish, nil, t, at8(t, 40, -100), n.lively(t, []int{300}, at8(t, 100, 3)))
	}, graph.Float32, graph.Int8, graph.UInt8)
}

func leakyReluCases() []Case {
	var cases []Case
	for _, alpha := range []struct {
		value float32
		name  string
	}{{0.1, ""}, {1.7, " above 1"}} {
		more := unaries(graph.OpLeakyRelu, &graph.LeakyReluOptions{Alpha: alpha.value}, graph.Float32, graph.Int8, graph.UInt8, graph.Int16)
		for i := range more {
			more[i].Name += alpha.name
		}
		cases = append(cases, more...)
	}
	return cases
}

func logCases() []Case { return unaries(graph.OpLog, nil, graph.Float32, graph.Int8, graph.Int16) }

func logicalNotCases() []Case { return plain(graph.OpLogicalNot, graph.Bool) }

func negCases() []Case {
	return append(unaries(graph.OpNeg, nil, graph.Float32, graph.Float16, graph.Int8, graph.Int16), plain(graph.OpNeg, graph.Int32, graph.Int64)...)
}

func relu0To1Cases() []Case {
	return unaries(graph.OpRelu0To1, nil, graph.Float32, graph.Int8, graph.UInt8)
}

func roundCases() []Case {
	cases := unaries(graph.OpRound, nil, graph.Float32, graph.Float16)
	n := newNet("halves")
	for i := range 8 {
		x := float32(i) - 4.5
		n.op(graph.OpRound, nil, graph.Float32, nil, n.inputOf(graph.Float32, []int{3}, nil, words([]float32{x, 2 * x, 1e10 * x})))
	}
	return builtin(append(cases, n.Case))
}

func signCases() []Case { return plain(graph.OpSign, graph.Float32, graph.Float64, graph.Int32) }

func sinCases() []Case { return unaries(graph.OpSin, nil, graph.Float32, graph.Float16) }

func squareCases() []Case { return unaries(graph.OpSquare, nil, graph.Float32) }
