package enginetest

import "edged/models/graph"

func quantizeCases() []Case {
	n := newNet("all types")
	for _, c := range []struct{ from, to graph.DType }{
		{graph.Float32, graph.Int8}, {graph.Float32, graph.UInt8}, {graph.Float32, graph.Int16},
		{graph.Int8, graph.UInt8}, {graph.UInt8, graph.Int8}, {graph.Int8, graph.Int8}, {graph.UInt8, graph.UInt8},
		{graph.Int8, graph.Int16}, {graph.UInt8, graph.Int16}, {graph.Int16, graph.Int8}, {graph.Int16, graph.Int16},
		{graph.Int16, graph.Int32}, {graph.Int32, graph.Int8}, {graph.Int32, graph.Int16},
	} {
		quant := func(t graph.DType, scale float32, zero int64) *graph.Quant {
			if t == graph.Int16 || t == graph.Int32 {
				return affine(scale, 0)
			}
			return at8(t, scale, zero)
		}
		for i, s := range unaryShapes {
			r := unaryQuants[i]
			n.op(graph.OpQuantize, nil, c.to, quant(c.to, r.out, r.zout), n.lively(c.from, s, quant(c.from, r.x, r.zx)))
		}
		// A shift of the zero point alone.
		n.op(graph.OpQuantize, nil, c.to, quant(c.to, 0.5, -3), n.lively(c.from, []int{600}, quant(c.from, 0.5, -3)))
	}
	return append(perChannel("quantize", func(n *net, t graph.DType, shape []int, q *graph.Quant) {
		n.op(graph.OpQuantize, nil, t, q, n.lively(graph.Float32, shape, nil))
	}, graph.Int8, graph.UInt8, graph.Int16), n.Case)
}

// perChannel builds cases of tensors that are quantized along each axis.
func perChannel(name string, build func(n *net, t graph.DType, shape []int, q *graph.Quant), types ...graph.DType) []Case {
	var cases []Case
	for _, t := range types {
		n := newNet(name + " " + t.String() + " per channel")
		for _, c := range []struct {
			shape []int
			axis  int
		}{{[]int{2, 3, 5}, 1}, {[]int{3}, 0}, {[]int{3, 7}, 0}, {[]int{7, 3}, 1}, {[]int{1, 3, 1}, 1}, {[]int{2, 5, 3}, 2}, {[]int{3, 2, 2, 4}, 0}, {[]int{1, 2, 2, 3}, 3}} {
			zero := []int64{0, 4, 5}
			if t == graph.Int16 {
				zero = []int64{0, 0, 0}
			}
			build(n, t, c.shape, &graph.Quant{Scale: []float32{0.5, 0.25, 3}, ZeroPoint: zero, Axis: c.axis})
		}
		cases = append(cases, n.Case)
	}
	return cases
}

func dequantizeCases() []Case {
	cases := perType(func(n *net, t graph.DType) {
		for i, s := range unaryShapes {
			q := at8(t, unaryQuants[i].x, unaryQuants[i].zx)
			if t == graph.Int16 {
				q = affine(unaryQuants[i].x, 0)
			}
			n.op(graph.OpDequantize, nil, graph.Float32, nil, n.lively(t, s, q))
		}
	}, graph.Int8, graph.UInt8, graph.Int16, graph.Float16)
	cases = append(cases, perChannel("dequantize", func(n *net, t graph.DType, shape []int, q *graph.Quant) {
		n.op(graph.OpDequantize, nil, graph.Float32, nil, n.lively(t, shape, q))
	}, graph.Int8, graph.UInt8)...)
	// LiteRT's Python does not take inputs of 4 and 2 bits: they are constants.
	cases = append(cases, perChannel("dequantize", func(n *net, t graph.DType, shape []int, q *graph.Quant) {
		n.op(graph.OpDequantize, nil, graph.Float32, nil, n.constant(t, shape, q, n.random(t, shape)))
	}, graph.Int4, graph.UInt4, graph.Int2)...)
	n := newNet("packed")
	for i, s := range unaryShapes {
		t := []graph.DType{graph.Int4, graph.UInt4, graph.Int2}[i%3]
		n.op(graph.OpDequantize, nil, graph.Float32, nil, n.constant(t, s, affine(unaryQuants[i].x, int64(i%2)), n.random(t, s)))
	}
	return append(cases, n.Case)
}
