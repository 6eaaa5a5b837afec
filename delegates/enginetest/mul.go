package enginetest

import "edged/models/graph"

func mulCases() []Case {
	options := func(a graph.Activation) any { return &graph.MulOptions{FusedActivationFunction: a} }
	cases := binaryCases(graph.OpMul, options, manyShapes(), graph.Float32, graph.Float16, graph.Int8, graph.UInt8, graph.Int16, graph.Int32, graph.Int64, graph.UInt32)
	n := newNet("int16 quantized")
	for i, s := range manyShapes() {
		r := rescalings[i%len(rescalings)]
		x, y := n.lively(graph.Int16, s[0], affine(r.x/256, 0)), n.lively(graph.Int16, s[1], affine(r.y/256, 0))
		n.op(graph.OpMul, options(activations[i%4]), graph.Int16, affine(r.out/256, 0), x, y)
	}
	cases = append(cases, n.Case, mul16To8(graph.Int8), mul16To8(graph.UInt8))
	return append(cases, binaryHalfBounds(graph.OpMul, options)...)
}

// mul16To8 multiplies fractions, as LSTM cells of old do.
func mul16To8(t graph.DType) Case {
	n := newNet("int16 to " + t.String())
	for i, s := range unaryShapes {
		x, y := n.lively(graph.Int16, s, affine(1./32768, 0)), n.lively(graph.Int16, s, affine(1./32768, 0))
		n.op(graph.OpMul, &graph.MulOptions{FusedActivationFunction: activations[i%4]}, t, at8(t, 1./128, 0), x, y)
	}
	return n.Case
}
