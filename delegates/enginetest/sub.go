package enginetest

import "edged/models/graph"

func subCases() []Case {
	options := func(a graph.Activation) any { return &graph.SubOptions{FusedActivationFunction: a} }
	cases := binaryCases(graph.OpSub, options, manyShapes(), graph.Float32, graph.Int8, graph.UInt8, graph.Int32, graph.Int64)
	cases = append(cases, binaryHalfBounds(graph.OpSub, options)...)
	return append(cases, added16(graph.OpSub, func(a graph.Activation, pot bool) any {
		return &graph.SubOptions{FusedActivationFunction: a, PotScaleInt16: pot}
	}), shifted16(graph.OpSub, &graph.SubOptions{PotScaleInt16: true}))
}
