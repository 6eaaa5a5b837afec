package enginetest

import (
	"math"

	"edged/models/graph"
)

// castCases goes from every type to every other.
func castCases() []Case {
	types := []graph.DType{graph.Float32, graph.Int8, graph.UInt8, graph.Int16, graph.Int32, graph.Int64, graph.Bool}
	return perType(func(n *net, from graph.DType) {
		for _, to := range types {
			n.op(graph.OpCast, &graph.CastOptions{InDataType: from, OutDataType: to}, to, nil, n.castInput(from, to, 3, 67))
		}
		n.op(graph.OpCast, &graph.CastOptions{InDataType: from, OutDataType: graph.Float32}, graph.Float32, nil, n.castInput(from, graph.Float32, 5))
	}, types...)
}

// castInput adds the input of a case. Floats stay in the range of the target: beyond it
// LiteRT's answer depends on its release.
func (n *net) castInput(from, to graph.DType, s ...int) int {
	if from != graph.Float32 {
		return n.lively(from, s, nil)
	}
	lo, hi := -1000., 1000.
	switch to {
	case graph.Int8:
		lo, hi = -128, 127
	case graph.UInt8:
		lo, hi = 0, 255
	case graph.Int64:
		lo, hi = -math.MaxInt32*1000., math.MaxInt32*1000.
	}
	x := make([]float32, graph.Elems(s))
	for i := range x {
		x[i] = float32(lo + n.r.Float64()*(hi-lo))
	}
	x[0], x[1], x[2] = 0, float32(lo), float32(hi)
	return n.inputOf(from, s, nil, words(x))
}
