package enginetest

import "edged/models/graph"

// recurrentKind is a kind of weights of a network of float32.
type recurrentKind struct {
	name       string
	weight     graph.DType
	asymmetric bool // inputs are quantized with a zero point
}

var recurrentKinds = []recurrentKind{
	{"float32", graph.Float32, false}, {"hybrid", graph.Int8, false},
	{"hybrid_asymmetric", graph.Int8, true}, {"hybrid_uint8", graph.UInt8, false},
}

// perKind builds a case for each kind of weights. It runs three times, each from the state
// the one before has left.
func perKind(build func(n *net, k recurrentKind)) []Case {
	var out []Case
	for _, k := range recurrentKinds {
		n := newNet(k.name)
		n.Runs = 3
		build(n, k)
		out = append(out, n.Case)
	}
	return out
}

// recurrentShapes are batches and sequences of odd sizes.
var recurrentShapes = []struct {
	batch, steps, inputs, units int
	timeMajor                   bool
	act                         graph.Activation
}{
	{1, 1, 1, 1, false, graph.ActTanh}, {1, 5, 3, 4, false, graph.ActRelu}, {3, 4, 5, 7, false, graph.ActTanh},
	{3, 4, 5, 7, true, graph.ActTanh}, {2, 3, 9, 16, false, graph.ActRelu6}, {2, 5, 17, 6, true, graph.ActReluN1To1},
	{1, 4, 28, 20, true, graph.ActSignBit}, {5, 2, 1, 3, true, graph.ActRelu}, {4, 3, 2, 2, false, graph.ActNone},
}

// weights adds constant weights: bytes over the whole range of int8 without the least value,
// which LiteRT's specification excludes and its SSE and AVX2 products get
// wrong; floats in [-1, 1).
func (n *net) weights(t graph.DType, scale float32, shape ...int) int {
	data := n.random(t, shape)
	if t == graph.Float32 {
		return n.constant(t, shape, nil, data)
	}
	for i, b := range data {
		if b == 0x80 && t.Bits() == 8 {
			data[i] = 0x81
		}
	}
	return n.constant(t, shape, affine(scale, 0), data)
}

// state adds a variable tensor.
func (n *net) state(t graph.DType, q *graph.Quant, shape ...int) int {
	return n.tensor(graph.Tensor{Name: "state", Type: t, Shape: shape, Quant: q, Variable: true})
}

// sequenceInput adds an input of sequences. Its elements are small: where a state of tanh
// saturates at both ends, the zero point it is quantized with is a tie that the last bit
// of tanh decides.
func (n *net) sequenceInput(batch, steps, inputs int, timeMajor bool) int {
	if timeMajor {
		batch, steps = steps, batch
	}
	return n.input(graph.Float32, []int{batch, steps, inputs}, nil)
}
