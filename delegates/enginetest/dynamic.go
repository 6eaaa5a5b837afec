package enginetest

import "edged/models/graph"

// dynamicCases have shapes that follow from values, and inputs of sizes that the caller
// chooses.
func dynamicCases() []Case {
	return append(perType(func(n *net, t graph.DType) {
		x := n.lively(t, []int{4, 6}, nil)
		reshaped := n.one(graph.OpReshape, &graph.ReshapeOptions{}, x, n.given(3, -1))
		n.give(n.one(graph.OpAdd, add, reshaped, n.lively(t, []int{8}, nil)))
		slice := n.one(graph.OpSlice, nil, x, n.given(1, 2), n.given(2, -1))
		n.give(n.one(graph.OpMul, mul, slice, slice))
		strided := n.one(graph.OpStridedSlice, &graph.StridedSliceOptions{}, x, n.given(0, 1), n.given(4, 6), n.given(2, 3))
		n.give(strided)
		// Its shape follows from a value that follows from a value.
		at := n.one(graph.OpSlice, nil, n.given(2, 4, 3), n.given(1), n.given(2))
		n.give(n.one(graph.OpReshape, &graph.ReshapeOptions{}, n.one(graph.OpSlice, nil, x, n.ints(0, 0), at), n.given(-1)))
		n.give(n.one(graph.OpTranspose, nil, reshaped, n.given(1, 0)))
		n.give(n.one(graph.OpPad, nil, slice, n.shaped([]int{2, 2}, 1, 0, 2, 1)))
		n.give(n.one(graph.OpExpandDims, nil, slice, n.given(-1)))
	}, graph.Float32, graph.Int32), resized(), viaShape(), selected())
}

// given adds an input of an int32 vector.
func (n *net) given(v ...int32) int { return n.shaped([]int{len(v)}, v...) }

func (n *net) shaped(shape []int, v ...int32) int {
	return n.inputOf(graph.Int32, shape, nil, words(v))
}

// resized takes more rows than the file says.
func resized() Case {
	n := newNet("resized")
	x := n.open(1, 4, 3)
	y := n.one(graph.OpAdd, add, x, n.constant(graph.Float32, []int{3}, nil, n.random(graph.Float32, []int{3})))
	w := n.constant(graph.Float32, []int{5, 3}, nil, n.random(graph.Float32, []int{5, 3}))
	n.give(n.one(graph.OpFullyConnected, &graph.FullyConnectedOptions{KeepNumDims: true}, y, w, -1))
	n.give(n.one(graph.OpSoftmax, &graph.SoftmaxOptions{Beta: 1}, y))
	n.give(n.one(graph.OpReshape, &graph.ReshapeOptions{}, y, n.ints(-1, 2)))
	z := n.open(7)
	n.give(n.one(graph.OpLogistic, nil, z))
	return n.Case
}

// open adds a float input whose first dimension the file leaves open at 1 and which is
// given rows times that.
func (n *net) open(rows int, rest ...int) int {
	file := append([]int{1}, rest...)
	i := n.input(graph.Float32, append([]int{rows * 2}, rest...), nil)
	n.sub.Tensors[i].Shape, n.sub.Tensors[i].Signature = file, append([]int{-1}, rest...)
	return i
}

// viaShape reads a variable of unknown shape, which makes all that follows dynamic.
func viaShape() Case {
	n := newNet("unknown")
	v := n.variable("x")
	x := n.lively(graph.Float32, []int{3, 4}, nil)
	n.assign(v, x)
	y := n.read(v, graph.Float32)
	n.give(n.one(graph.OpAdd, add, y, x))
	n.give(n.one(graph.OpReshape, &graph.ReshapeOptions{}, y, n.given(6, 2)))
	return n.Case
}

// selected takes the rows that a mask says: how many is known when the mask has been read.
func selected() Case {
	n := newNet("selected")
	mask := n.inputOf(graph.Bool, []int{6}, nil, []byte{0, 1, 1, 0, 0, 1})
	x := n.lively(graph.Float32, []int{6, 3}, nil)
	at := n.node(graph.Op{Code: graph.OpWhere}, []graph.DType{graph.Int64}, mask)[0]
	rows := n.one(graph.OpGatherND, nil, x, at)
	n.give(at, rows, n.one(graph.OpMul, mul, rows, rows))
	o := &graph.UniqueOptions{IdxOutType: graph.Int32}
	n.give(n.node(graph.Op{Code: graph.OpUnique, Options: o}, []graph.DType{graph.Int32, graph.Int32}, n.given(3, 1, 3, 3, 2, 1))...)
	return n.Case
}
