package enginetest

import "edged/models/graph"

// unaryShapes are odd sizes, one of more than one block of work.
var unaryShapes = [][]int{{1}, {7}, {2, 3, 5}, {1, 9, 1, 11}, {4099}, {3, 4096}, {2, 2, 2, 2, 3}, {}}

// unaryQuants are scales of input and output with their zero points for int8.
var unaryQuants = []rescaling{
	{x: 0.1, out: 0.1}, {x: 0.05, zx: -128, out: 0.02, zout: 127}, {x: 0.013, zx: 127, out: 0.25, zout: -128},
	{x: 0.7, zx: 5, out: 0.002, zout: 20}, {x: 1, zx: -1, out: 1}, {x: 0.0039, zx: -128, out: 0.03, zout: -20},
	{x: 0.02, zx: 12, out: 3, zout: 14}, {x: 0.25, zx: 100, out: 0.5, zout: 50},
}

// elementwise builds cases of an operator of one input: every shape, in 8 bits each with
// a quantization of its own. out8 fixes the output's quantization.
func elementwise(code graph.OpCode, out8 func(graph.DType, rescaling) *graph.Quant, types ...graph.DType) []Case {
	return perType(func(n *net, t graph.DType) {
		for i, s := range unaryShapes {
			r := unaryQuants[i]
			n.op(code, nil, t, out8(t, r), n.lively(t, s, at8(t, r.x, r.zx)))
		}
	}, types...)
}

func free8(t graph.DType, r rescaling) *graph.Quant { return at8(t, r.out, r.zout) }

func reluCases() []Case {
	return unaries(graph.OpRelu, nil, graph.Float32, graph.Int8, graph.UInt8, graph.Int16)
}

func relu6Cases() []Case {
	return unaries(graph.OpRelu6, nil, graph.Float32, graph.Int8, graph.UInt8, graph.Int16)
}

func reluN1To1Cases() []Case {
	return elementwise(graph.OpReluN1To1, free8, graph.Float32, graph.Int8, graph.UInt8)
}

func logisticCases() []Case {
	q := func(t graph.DType, r rescaling) *graph.Quant { return at8(t, 1./256, -128) }
	cases := append(sigmoids(graph.OpLogistic), elementwise(graph.OpLogistic, q, graph.Float32, graph.Int8, graph.UInt8)...)
	cases = append(cases, unaries(graph.OpLogistic, nil, graph.Float16)...)
	return append(cases, tables(graph.OpLogistic, 1./256, -128)...)
}

// sigmoids are cases of every int16 at scales that are powers of two and at others.
func sigmoids(code graph.OpCode) []Case {
	n := newNet("int16")
	all := make([]byte, 0, 2<<16)
	for i := range 1 << 16 {
		all = append(all, byte(i), byte(i>>8))
	}
	for _, scale := range []float32{1. / 4096, 1. / 2048, 1. / 8192, 1. / 1024, 0.0003, 0.001, 0.00001, 0.11, 1} {
		n.op(code, nil, graph.Int16, affine(1./32768, 0), n.inputOf(graph.Int16, []int{1 << 16}, affine(scale, 0), all))
	}
	return []Case{n.Case}
}

// halfway are input scales, in 2^-22, and zero points at which a logistic function or a
// hyperbolic tangent of some value lies between two steps of the output.
var halfway = []struct {
	scale float32
	zero  int64
}{
	{54641, -98}, {723747, 20}, {543697, -107}, {986264, 81}, {455540, 75}, {1039352, -43},
	{163861, 67}, {889824, 12}, {107414, 103}, {86112, 55}, {40056, 2}, {92.5 * (1 << 22), 0},
}

// tables has every value of an 8-bit type at many input quantizations.
func tables(code graph.OpCode, scale float32, zero int64) []Case {
	var cases []Case
	for _, t := range []graph.DType{graph.Int8, graph.UInt8} {
		n := newNet(t.String() + "_tables")
		all := make([]byte, 256)
		for i := range all {
			all[i] = byte(i)
		}
		for _, h := range halfway {
			n.op(code, nil, t, at8(t, scale, zero), n.inputOf(t, []int{256}, at8(t, h.scale/(1<<22), h.zero), all))
		}
		cases = append(cases, n.Case)
	}
	return cases
}

func tanhCases() []Case {
	q := func(t graph.DType, r rescaling) *graph.Quant { return at8(t, 1./128, 0) }
	cases := append(sigmoids(graph.OpTanh), elementwise(graph.OpTanh, q, graph.Float32, graph.Int8)...)
	cases = append(cases, elementwise(graph.OpTanh, free8, graph.UInt8)...)
	cases = append(cases, unaries(graph.OpTanh, nil, graph.Float16)...)
	return append(cases, tables(graph.OpTanh, 1./128, 0)...)
}

// positive16 is positive8 for int16.
func positive16(code graph.OpCode) []Case {
	n := newNet("int16")
	for i, s := range unaryShapes {
		x := n.livelyData(graph.Int16, s)
		for j := 1; j < len(x); j += 2 {
			x[j] &= 0x7f
		}
		r := unaryQuants[i]
		n.op(code, nil, graph.Int16, affine(r.out/256, 0), n.inputOf(graph.Int16, s, affine(r.x/256, 0), x))
	}
	return []Case{n.Case}
}

// positive8 takes only non-negative inputs, which is what roots are defined for.
func positive8(code graph.OpCode) []Case {
	return perType(func(n *net, t graph.DType) {
		for i, s := range unaryShapes {
			n.op(code, nil, t, at8(t, unaryQuants[i].out, unaryQuants[i].zout), n.lively(t, s, at8(t, unaryQuants[i].x, -128)))
		}
	}, graph.Int8)
}

func sqrtCases() []Case {
	return append(append(positive16(graph.OpSqrt), elementwise(graph.OpSqrt, free8, graph.Float32)...), positive8(graph.OpSqrt)...)
}

func rsqrtCases() []Case {
	return append(append(positive16(graph.OpRsqrt), elementwise(graph.OpRsqrt, free8, graph.Float32)...), positive8(graph.OpRsqrt)...)
}
