package enginetest

import (
	"encoding/binary"
	"math"

	"edged/models/graph"
)

// castCases goes from every type to every other.
func castCases() []Case {
	types := []graph.DType{graph.Float32, graph.Int8, graph.UInt8, graph.Int16, graph.Int32, graph.Int64, graph.Bool, graph.UInt16, graph.UInt32, graph.Float64, graph.Float16}
	return append(perType(func(n *net, from graph.DType) {
		for _, to := range types {
			n.op(graph.OpCast, &graph.CastOptions{InDataType: from, OutDataType: to}, to, nil, n.castInput(from, to, 3, 67))
		}
		n.op(graph.OpCast, &graph.CastOptions{InDataType: from, OutDataType: graph.Float32}, graph.Float32, nil, n.castInput(from, graph.Float32, 5))
	}, types...), castPacked())
}

// castPacked casts constants of 4 and 2 bits.
func castPacked() Case {
	n := newNet("packed")
	for _, t := range []graph.DType{graph.Int4, graph.UInt4, graph.Int2} {
		for _, s := range unaryShapes[:4] {
			in := n.constant(t, s, nil, n.random(t, s))
			n.op(graph.OpCast, &graph.CastOptions{InDataType: t, OutDataType: graph.Float32}, graph.Float32, nil, in)
		}
	}
	return n.Case
}

// castInput adds the input of a case. Floats stay in the range of the target: beyond it
// LiteRT's answer depends on its release.
func (n *net) castInput(from, to graph.DType, s ...int) int {
	if from == graph.Float16 {
		return n.inputOf(from, s, nil, n.halves(to, s))
	}
	if from != graph.Float32 && from != graph.Float64 {
		return n.lively(from, s, nil)
	}
	lo, hi := -1000., 1000.
	switch to {
	case graph.Int8:
		lo, hi = -128, 127
	case graph.UInt8:
		lo, hi = 0, 255
	case graph.UInt16, graph.UInt32:
		lo = 0
	case graph.Int64:
		lo, hi = -math.MaxInt32*1000., math.MaxInt32*1000.
	}
	x := make([]float64, graph.Elems(s))
	for i := range x {
		x[i] = lo + n.r.Float64()*(hi-lo)
	}
	x[0], x[1], x[2] = 0, lo, hi
	b := make([]byte, 0, from.Bytes(len(x)))
	for _, v := range x {
		if from == graph.Float32 {
			b, _ = binary.Append(b, binary.LittleEndian, float32(v))
		} else {
			b, _ = binary.Append(b, binary.LittleEndian, v)
		}
	}
	return n.inputOf(from, s, nil, b)
}

// halves returns numbers of half precision in the range of any target.
func (n *net) halves(to graph.DType, s []int) []byte {
	b := n.random(graph.Float16, s)
	for i := 1; i < len(b); i += 2 {
		if b[i] = b[i]&0x83 | byte(n.r.IntN(22))<<2; to == graph.UInt8 || to == graph.UInt16 || to == graph.UInt32 {
			b[i] &= 0x7f
		}
	}
	return b
}
