package enginetest

import "edged/models/graph"

func mulCases() []Case {
	options := func(a graph.Activation) any { return &graph.MulOptions{FusedActivationFunction: a} }
	return append(binaryCases(graph.OpMul, options, append(broadcasts, broadcast6), graph.Float32, graph.Int8, graph.UInt8, graph.Int32, graph.Int64),
		binaryHalfBounds(graph.OpMul, options)...)
}
