package enginetest

import "edged/models/graph"

// broadcasts are shapes that broadcast along each axis, on either side.
var broadcasts = [][2][]int{
	{{7}, {7}},
	{{2, 3, 5, 7}, {2, 3, 5, 7}},
	{{2, 3, 5, 7}, {7}},
	{{2, 3, 5, 7}, {1}},
	{{5}, {2, 3, 4, 5}},
	{{2, 1, 5, 7}, {2, 3, 1, 7}},
	{{1, 3, 5, 1}, {2, 3, 1, 7}},
	{{2, 3, 1, 1}, {2, 3, 5, 7}},
	{{5, 1}, {1, 4099}},
	{{3, 3000}, {3, 3000}},
	{{40, 35, 3}, {3}},
	{{}, {3, 2}},
}

// broadcast6 has more dimensions than some kernels take.
var broadcast6 = [2][]int{{1, 2, 1, 3, 1, 2}, {2, 1, 3, 1, 2, 1}}

// rescaling quantizes both inputs and the output: zero points at both ends, given for
// int8, and coarse and fine outputs.
type rescaling struct {
	x, y, out    float32
	zx, zy, zout int64
}

var rescalings = []rescaling{
	{0.1, 0.1, 0.1, 0, 0, 0},
	{0.05, 0.2, 0.11, -128, 127, 3},
	{0.013, 0.5, 0.25, 127, -128, -128},
	{0.7, 0.3, 0.002, 5, -7, 127},
	{1, 1, 1, -1, 1, 0},
	{0.003921569, 0.007843138, 0.0317, -128, 0, -20},
	{0.02, 0.9, 3, 12, 13, 14},
	{0.25, 0.125, 0.5, 100, -100, 50},
}

var activations = []graph.Activation{graph.ActNone, graph.ActRelu, graph.ActRelu6, graph.ActReluN1To1}

// binaryCases builds a case for each type of an operator of two inputs: every pair of
// shapes, in 8 bits with many quantizations. options makes its attributes.
func binaryCases(code graph.OpCode, options func(graph.Activation) any, shapes [][2][]int, types ...graph.DType) []Case {
	return perType(func(n *net, t graph.DType) {
		at := 0
		for _, s := range shapes {
			for _, r := range rescalingsFor(t, s) {
				act := activations[at%len(activations)]
				at++
				x, y := n.lively(t, s[0], at8(t, r.x, r.zx)), n.lively(t, s[1], at8(t, r.y, r.zy))
				n.op(code, options(act), t, at8(t, r.out, r.zout), x, y)
			}
		}
	}, types...)
}

// rescalingsFor takes all quantizations for some shapes and few for the others.
func rescalingsFor(t graph.DType, s [2][]int) []rescaling {
	switch {
	case t != graph.Int8 && t != graph.UInt8:
		return rescalings[:1]
	case len(s[0]) != 4:
		return rescalings[:2]
	}
	return rescalings
}
