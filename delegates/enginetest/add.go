package enginetest

import "edged/models/graph"

// pairs are shapes of two inputs that broadcast, with quantizations.
var pairs = []struct {
	a, b         []int
	act          graph.Activation
	sa, sb, so   float32
	za, zb, zOut int
}{
	{a: []int{1, 3, 5, 7}, b: []int{1, 3, 5, 7}, sa: 0.05, sb: 0.05, so: 0.1},
	{a: []int{2, 4}, b: []int{2, 4}, act: graph.ActRelu, sa: 0.01, sb: 0.5, so: 0.3, za: -1, zb: 1, zOut: -1},
	{a: []int{6}, b: []int{6}, act: graph.ActRelu6, sa: 0.1, sb: 0.02, so: 0.05, zOut: -1},
	{a: []int{2, 3, 4}, b: []int{1}, act: graph.ActReluN1To1, sa: 0.02, sb: 0.01, so: 0.02},
	{a: []int{4}, b: []int{2, 3, 4}, sa: 0.03, sb: 0.07, so: 0.01, zOut: 1},
	{a: []int{2, 1, 3}, b: []int{1, 5, 3}, sa: 0.2, sb: 0.1, so: 0.4, za: 1, zb: 1},
	{a: []int{1, 1, 1, 1}, b: []int{1, 2, 3, 4}, sa: 1, sb: 0.001, so: 1},
	{a: []int{3, 1, 2, 1}, b: []int{1, 4, 1, 5}, sa: 0.004, sb: 0.3, so: 0.2},
	{a: []int{70, 70}, b: []int{70, 70}, sa: 0.013, sb: 0.017, so: 0.003},
}

func addCases() []Case {
	options := func(a graph.Activation) any { return &graph.AddOptions{FusedActivationFunction: a} }
	half := binaryCases(graph.OpAdd, options, manyShapes(), graph.Float16)
	cases := append(append(half, types("add", func(n *net, t graph.DType) {
		for _, p := range pairs {
			options := &graph.AddOptions{FusedActivationFunction: p.act}
			if t == graph.Float32 {
				n.op(graph.OpAdd, options, t, nil, n.input(t, p.a, nil), n.input(t, p.b, nil))
				continue
			}
			a := n.input(t, p.a, affine(p.sa, zeroOf(t, p.za)))
			b := n.input(t, p.b, affine(p.sb, zeroOf(t, p.zb)))
			n.op(graph.OpAdd, options, t, affine(p.so, zeroOf(t, p.zOut)), a, b)
		}
	})...), addInt32(), addInt64(), added16(graph.OpAdd, func(a graph.Activation, pot bool) any {
		return &graph.AddOptions{FusedActivationFunction: a, PotScaleInt16: pot}
	}), shifted16(graph.OpAdd, &graph.AddOptions{PotScaleInt16: true}), plainInt16())
	return append(cases, binaryHalfBounds(graph.OpAdd, func(a graph.Activation) any {
		return &graph.AddOptions{FusedActivationFunction: a}
	})...)
}

func addInt64() Case {
	n := newNet("int64")
	for _, p := range pairs {
		n.op(graph.OpAdd, &graph.AddOptions{FusedActivationFunction: p.act}, graph.Int64, nil,
			n.input(graph.Int64, p.a, nil), n.input(graph.Int64, p.b, nil))
	}
	return n.Case
}

// added16 adds or subtracts quantized int16, sometimes wanting powers of two that are not
// there.
func added16(code graph.OpCode, options func(a graph.Activation, pot bool) any) Case {
	n := newNet("int16")
	for i, p := range pairs {
		x, y := n.lively(graph.Int16, p.a, affine(p.sa/256, 0)), n.lively(graph.Int16, p.b, affine(p.sb/256, 0))
		n.op(code, options(p.act, i%3 == 0), graph.Int16, affine(p.so/256, 0), x, y)
	}
	return n.Case
}

// shifted16 adds or subtracts int16 whose scales are powers of two.
func shifted16(code graph.OpCode, options any) Case {
	n := newNet("int16 shifted")
	for i, s := range append(unaryShapes, unaryShapes...) {
		x, y := float32(1./1024), float32(1./1024)
		if i%2 == 0 {
			x /= float32(int(1) << (i % 5))
		} else {
			y /= float32(int(1) << (i % 5))
		}
		n.op(code, options, graph.Int16, affine(1./1024, 0), n.lively(graph.Int16, s, affine(x, 0)), n.lively(graph.Int16, s, affine(y, 0)))
	}
	return n.Case
}

// plainInt16 is int16 without a quantization, which wraps.
func plainInt16() Case {
	n := newNet("int16 plain")
	for _, p := range pairs {
		n.op(graph.OpAdd, &graph.AddOptions{FusedActivationFunction: p.act}, graph.Int16, nil,
			n.lively(graph.Int16, p.a, nil), n.lively(graph.Int16, p.b, nil))
	}
	return n.Case
}

func addInt32() Case {
	n := newNet("int32")
	for _, p := range pairs {
		n.op(graph.OpAdd, &graph.AddOptions{FusedActivationFunction: p.act}, graph.Int32, nil,
			n.input(graph.Int32, p.a, nil), n.input(graph.Int32, p.b, nil))
	}
	return n.Case
}
