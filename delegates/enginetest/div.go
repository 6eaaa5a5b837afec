package enginetest

import (
	"edged/internal/element"
	"edged/models/graph"
)

func divCases() []Case {
	options := func(a graph.Activation) any { return &graph.DivOptions{FusedActivationFunction: a} }
	cases := binaryCases(graph.OpDiv, options, broadcasts, graph.Float32)
	// Integers fail on zero: divisors keep clear of it.
	return append(cases, perType(func(n *net, t graph.DType) {
		for i, s := range broadcasts {
			for _, r := range rescalingsFor(t, s) {
				y := n.livelyData(t, s[1])
				q := at8(t, r.y, r.zy)
				var zero int64
				if q != nil {
					zero = q.ZeroPoint[0]
				}
				n.avoid(t, y, zero)
				if t == graph.Int16 {
					q = affine(r.y, 0)
				}
				x := n.lively(t, s[0], quantFor(t, r.x, r.zx))
				n.op(graph.OpDiv, options(activations[i%4]), t, quantFor(t, r.out, r.zout), x, n.inputOf(t, s[1], q, y))
			}
		}
	}, graph.Int8, graph.UInt8, graph.Int16, graph.Int32)...)
}

// avoid replaces elements of a value by the next one.
func (n *net) avoid(t graph.DType, data []byte, value int64) {
	size := t.Bits() / 8
	for i := 0; i < len(data); i += size {
		if element.At(graph.Tensor{Type: t, Shape: []int{1}, Data: data[i : i+size]}, 0) == float64(value) {
			data[i] ^= 1
		}
	}
}
