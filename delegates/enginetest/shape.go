package enginetest

import "edged/models/graph"

// shapeCases leave the scalar out: LiteRT's Python interface gives no empty tensors away.
func shapeCases() []Case {
	cases := perType(func(n *net, t graph.DType) {
		for _, s := range append(unaryShapes[:7:7], []int{1, 0, 3}) {
			n.op(graph.OpShape, &graph.ShapeOptions{OutType: t}, t, nil, n.lively(graph.Int8, s, nil))
		}
	}, graph.Int32, graph.Int64)
	cases = append(cases, perType(func(n *net, t graph.DType) {
		n.Name += " input"
		for _, s := range append(unaryShapes[:7:7], []int{1, 0, 3}) {
			n.op(graph.OpShape, &graph.ShapeOptions{OutType: graph.Int32}, graph.Int32, nil, n.lively(t, s, nil))
		}
	}, anyType...)...)
	return append(cases, shapeChain())
}

// shapeChain computes shapes from a shape, as models do that were converted with a free
// batch size.
func shapeChain() Case {
	n := newNet("chain")
	i32 := func(code graph.OpCode, options any, inputs ...int) int {
		return n.op(code, options, graph.Int32, nil, inputs...)
	}
	x := n.lively(graph.Float32, []int{2, 6, 4}, nil)
	shape := i32(graph.OpShape, &graph.ShapeOptions{OutType: graph.Int32}, x)
	at := func(i int32) int {
		return i32(graph.OpStridedSlice, &graph.StridedSliceOptions{ShrinkAxisMask: 1}, shape, n.ints(i), n.ints(i+1), n.ints(1))
	}
	two, four := at(0), at(2)
	n.op(graph.OpReshape, &graph.ReshapeOptions{}, graph.Float32, nil, x, i32(graph.OpPack, &graph.PackOptions{ValuesCount: 3}, two, n.scalar(graph.Int32, words([]int32{-1})), four))
	eight := i32(graph.OpMul, &graph.MulOptions{}, two, four)
	rest := i32(graph.OpFloorDiv, nil, i32(graph.OpReduceProd, &graph.ReducerOptions{}, shape, n.ints(0)), eight)
	n.op(graph.OpReshape, &graph.ReshapeOptions{}, graph.Float32, nil, x, i32(graph.OpPack, &graph.PackOptions{ValuesCount: 2}, rest, eight))
	six := i32(graph.OpGather, &graph.GatherOptions{}, shape, n.ints(1))
	size := i32(graph.OpConcatenation, &graph.ConcatenationOptions{}, six, i32(graph.OpSlice, nil, shape, n.ints(0), n.ints(2)))
	n.op(graph.OpFill, nil, graph.Float32, nil, size, n.lively(graph.Float32, []int{}, nil))
	more := i32(graph.OpAdd, &graph.AddOptions{}, i32(graph.OpExpandDims, nil, four, n.ints(0)), n.ints(1))
	n.op(graph.OpTile, nil, graph.Float32, nil, n.lively(graph.Float32, []int{3}, nil), i32(graph.OpSub, &graph.SubOptions{}, more, n.ints(2)))
	wide := i32(graph.OpBroadcastArgs, nil, shape, n.ints(6, 1))
	n.add(graph.Op{Code: graph.OpBroadcastTo, Version: 2, Inputs: []int{n.lively(graph.Float32, []int{6, 1}, nil), wide}}, graph.Tensor{Type: graph.Float32})
	rank := i32(graph.OpRank, nil, x)
	i32(graph.OpRange, nil, n.scalar(graph.Int32, words([]int32{0})), rank, n.scalar(graph.Int32, words([]int32{1})))
	n.ops(graph.Op{Code: graph.OpUnpack, Options: &graph.UnpackOptions{Num: 3}, Inputs: []int{shape}}, graph.Int32, nil, 3)
	return n.Case
}
