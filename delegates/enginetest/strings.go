package enginetest

import "edged/models/graph"

// stringCases are the operators that take strings.
func stringCases() []Case {
	n := newNet("strings")
	six := []string{"a", "", "ccc", "dd\x00d", "", "a rather longer string"}
	x := n.strings([]int{2, 3}, six...)
	n.give(n.one(graph.OpReshape, &graph.ReshapeOptions{}, x, n.ints(3, -1)))
	n.give(n.one(graph.OpReshape, &graph.ReshapeOptions{}, x, n.given(6)))
	n.give(n.one(graph.OpExpandDims, nil, x, n.ints(1)))
	n.give(n.one(graph.OpSqueeze, &graph.SqueezeOptions{}, n.strings([]int{1, 2, 1}, "p", "q")))
	n.give(n.one(graph.OpSlice, nil, x, n.ints(0, 1), n.ints(2, 2)))
	n.give(n.one(graph.OpStridedSlice, &graph.StridedSliceOptions{}, x, n.ints(1, 2), n.ints(-3, -4), n.ints(-1, -2)))
	n.give(n.one(graph.OpGather, &graph.GatherOptions{Axis: -1}, n.strings([]int{1}, "one"), n.ints(0, 0, 0)))
	n.give(n.one(graph.OpGather, &graph.GatherOptions{}, n.strings([]int{4}, "w", "xx", "", "zzz"), n.shaped([]int{2, 2}, 3, 3, 0, 1)))
	n.give(n.one(graph.OpGatherND, nil, x, n.shaped([]int{3, 2}, 1, 2, 0, 0, 1, 0)))
	n.give(n.one(graph.OpGatherND, nil, x, n.shaped([]int{1, 1}, 1)))
	y := n.strings([]int{3}, "a", "", "a rather longer string")
	for _, code := range []graph.OpCode{graph.OpEqual, graph.OpNotEqual} {
		for _, with := range []int{x, y, n.strings([]int{1}, "ccc"), n.strings([]int{2, 1}, "", "a")} {
			n.give(n.node(graph.Op{Code: code}, []graph.DType{graph.Bool}, x, with)[0])
		}
	}
	n.give(n.one(graph.OpTile, nil, x, n.ints(2, 1)), n.one(graph.OpTile, nil, y, n.ints(3)))
	return []Case{n.Case}
}
