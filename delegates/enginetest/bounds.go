package enginetest

import "edged/models/graph"

// halfBounds builds a case for each 8-bit type of operators whose fused activation has a
// bound that lies between two steps of the output. op adds one; its output's quantization
// is set here, and its inputs', where they have to be quantized alike.
func halfBounds(alike bool, op func(n *net, t graph.DType, act graph.Activation)) []Case {
	var cases []Case
	for _, t := range []graph.DType{graph.Int8, graph.UInt8} {
		n := newNet(t.String() + "_half_bounds")
		for i := range 8 {
			op(n, t, activations[2+i%4/2])
			last := n.sub.Ops[len(n.sub.Ops)-1]
			set := last.Outputs
			if alike {
				set = append(set, last.Inputs...)
			}
			for _, v := range set {
				n.sub.Tensors[v].Quant = at8(t, []float32{0.4, 2}[i%2], int64(3*i-12))
			}
		}
		cases = append(cases, n.Case)
	}
	return cases
}

// binaryHalfBounds is halfBounds of an operator of two inputs.
func binaryHalfBounds(code graph.OpCode, options func(graph.Activation) any) []Case {
	return halfBounds(false, func(n *net, t graph.DType, act graph.Activation) {
		x, y := n.input(t, []int{3, 70}, at8(t, 0.11, 5)), n.input(t, []int{70}, at8(t, 0.07, -9))
		n.op(code, options(act), t, at8(t, 1, 0), x, y)
	})
}
