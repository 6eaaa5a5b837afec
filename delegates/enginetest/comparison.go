package enginetest

import "edged/models/graph"

// comparisons builds cases of a comparison: many elements are equal.
func comparisons(code graph.OpCode, types ...graph.DType) []Case {
	return perType(func(n *net, t graph.DType) {
		for i, s := range manyShapes() {
			x, y := n.livelyData(t, s[0]), n.livelyData(t, s[1])
			copy(y[:min(len(x), len(y))/2], x)
			var qx, qy *graph.Quant
			if t == graph.Int8 || t == graph.UInt8 {
				r := rescalings[i%len(rescalings)]
				qx, qy = at8(t, min(r.x, 0.99), r.zx), at8(t, min(r.y, 0.99), r.zy)
				if i%2 == 0 {
					qy = qx
				}
			}
			n.op(code, nil, graph.Bool, nil, n.inputOf(t, s[0], qx, x), n.inputOf(t, s[1], qy, y))
		}
	}, types...)
}

// compared16 are cases of int16 that is quantized.
func compared16(code graph.OpCode) []Case {
	n := newNet("int16 quantized")
	for i, s := range manyShapes() {
		x, y := n.livelyData(graph.Int16, s[0]), n.livelyData(graph.Int16, s[1])
		copy(y[:min(len(x), len(y))/2], x)
		qx := affine(0.01, 0)
		qy := affine(0.01*float32(1+i%3), 0)
		n.op(code, nil, graph.Bool, nil, n.inputOf(graph.Int16, s[0], qx, x), n.inputOf(graph.Int16, s[1], qy, y))
	}
	return []Case{n.Case}
}

func equalCases() []Case {
	return append(compared16(graph.OpEqual), comparisons(graph.OpEqual, graph.Float32, graph.Float16, graph.Bool, graph.Int8, graph.UInt8, graph.Int16, graph.Int32, graph.Int64)...)
}

func notEqualCases() []Case {
	return append(compared16(graph.OpNotEqual), comparisons(graph.OpNotEqual, graph.Float32, graph.Float16, graph.Bool, graph.Int8, graph.UInt8, graph.Int32, graph.Int64)...)
}

func ordered(code graph.OpCode) []Case {
	return append(compared16(code), comparisons(code, graph.Float32, graph.Float16, graph.Int8, graph.UInt8, graph.Int16, graph.Int32, graph.Int64)...)
}

func greaterCases() []Case { return ordered(graph.OpGreater) }

func greaterEqualCases() []Case { return ordered(graph.OpGreaterEqual) }

func lessCases() []Case { return ordered(graph.OpLess) }

func lessEqualCases() []Case { return ordered(graph.OpLessEqual) }
