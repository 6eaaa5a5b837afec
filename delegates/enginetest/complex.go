package enginetest

import (
	"encoding/binary"
	"math"

	"edged/models/graph"
)

// reals makes of a tensor of float64 or complex numbers one of float32, a complex number
// as its two parts. Others stay as they are.
func reals(t graph.Tensor) graph.Tensor {
	switch t.Type {
	case graph.Complex64:
		return graph.Tensor{Type: graph.Float32, Shape: append([]int{2}, t.Shape...), Data: t.Data}
	case graph.Float64, graph.Complex128:
		n := len(t.Data) / 8
		out := make([]float32, n)
		for i := range out {
			out[i] = float32(math.Float64frombits(binary.LittleEndian.Uint64(t.Data[8*i:])))
		}
		return graph.Tensor{Type: graph.Float32, Shape: []int{n}, Data: words(out)}
	}
	return t
}

// complexInput adds an input of complex numbers of many magnitudes.
func (n *net) complexInput(t graph.DType, shape []int) int {
	var b []byte
	for range 2 * graph.Elems(shape) {
		x := n.number(graph.Float32).(float32)
		if t == graph.Complex128 {
			b, _ = binary.Append(b, binary.LittleEndian, float64(x))
		} else {
			b, _ = binary.Append(b, binary.LittleEndian, x)
		}
	}
	return n.inputOf(t, shape, nil, b)
}

// complexParts builds cases of an operator that makes a real number of each complex one.
func complexParts(code graph.OpCode) []Case {
	real := map[graph.DType]graph.DType{graph.Complex64: graph.Float32, graph.Complex128: graph.Float64}
	return perType(func(n *net, t graph.DType) {
		for _, s := range unaryShapes {
			n.op(code, nil, real[t], nil, n.complexInput(t, s))
		}
	}, graph.Complex64, graph.Complex128)
}

func complexAbsCases() []Case { return complexParts(graph.OpComplexAbs) }
func realCases() []Case       { return complexParts(graph.OpReal) }
func imagCases() []Case       { return complexParts(graph.OpImag) }
