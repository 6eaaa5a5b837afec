package enginetest

import "edged/models/graph"

func floorDivCases() []Case {
	return perType(func(n *net, t graph.DType) {
		for _, s := range broadcasts {
			y := n.livelyData(t, s[1])
			n.avoid(t, y, 0)
			if t == graph.Int8 {
				n.avoid(t, y, -1) // -128 / -1 wraps or saturates in LiteRT, as its compiler vectorised
			}
			n.op(graph.OpFloorDiv, nil, t, nil, n.lively(t, s[0], nil), n.inputOf(t, s[1], nil, y))
		}
		if t != graph.Float32 {
			least, minusOne := make([]byte, t.Bits()/8), make([]byte, t.Bits()/8)
			least[len(least)-1] = 0x80
			for i := range minusOne {
				minusOne[i] = 0xff
			}
			n.op(graph.OpFloorDiv, nil, t, nil, n.inputOf(t, []int{1}, nil, least), n.inputOf(t, []int{1}, nil, minusOne))
		}
	}, graph.Int8, graph.Int16, graph.Int32, graph.Float32)
}
