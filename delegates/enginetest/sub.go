package enginetest

import "edged/models/graph"

func subCases() []Case {
	options := func(a graph.Activation) any { return &graph.SubOptions{FusedActivationFunction: a} }
	return append(binaryCases(graph.OpSub, options, append(broadcasts, broadcast6), graph.Float32, graph.Int8, graph.UInt8, graph.Int32, graph.Int64),
		binaryHalfBounds(graph.OpSub, options)...)
}
