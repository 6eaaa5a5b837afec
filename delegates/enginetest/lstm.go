package enginetest

import "edged/models/graph"

func lstmCases() []Case {
	cases := perLSTM(lstmKinds(), func(n *net, k lstmTypes) {
		for i, v := range lstmVariants {
			v.act = []graph.Activation{graph.ActTanh, graph.ActRelu, graph.ActTanh, graph.ActReluN1To1}[i%4]
			count := 24
			if !v.norm {
				count = 20
			}
			in := n.lstmInputs(k, v, graph.LSTMInputs, count)
			in[0] = n.input(k.in, []int{v.batch, v.inputs}, k.qin)
			n.ops(graph.Op{Code: graph.OpLSTM, Inputs: in, Intermediates: n.lstmIntermediates(k),
				Options: &graph.LSTMOptions{
					FusedActivationFunction: v.act, CellClip: v.clip, ProjClip: v.projectionClip,
					KernelType: graph.LSTMFull, AsymmetricQuantizeInputs: k.asymmetric,
				}}, k.in, k.qhidden, 1)
		}
	})
	return append(cases, basicLSTMCase("basic_float32", graph.Float32), basicLSTMCase("basic_uint8", graph.UInt8), lstm8x8Case())
}

// basicLSTMCase is LSTM with its basic kernel.
func basicLSTMCase(name string, t graph.DType) Case {
	n := newNet(name)
	n.Runs = 3
	cell, bias := graph.Float32, graph.Float32
	var q, qcell, qgate, qw *graph.Quant
	if t == graph.UInt8 {
		cell, bias = graph.Int16, graph.Int32
		q, qcell, qgate = affine(1./128, 128), affine(1./2048, 0), affine(1./4096, 0)
	}
	for i, v := range lstmVariants[:9] {
		if t == graph.UInt8 {
			qw = affine(0.01, []int64{0, 100, 128, 255}[i%4])
		}
		in := []int{
			n.input(t, []int{v.batch, v.inputs}, q), n.state(t, q, v.batch, v.cells),
			n.constant(t, []int{4 * v.cells, v.inputs + v.cells}, qw, n.random(t, []int{4 * v.cells, v.inputs + v.cells})),
			n.lstmBias(bias, 4*v.cells), n.state(cell, qcell, v.batch, v.cells),
		}
		o := &graph.LSTMOptions{FusedActivationFunction: graph.ActTanh, KernelType: graph.LSTMBasic}
		n.severalOutputs(graph.Op{Code: graph.OpLSTM, Inputs: in, Options: o}, []graph.Tensor{
			{Type: t, Quant: q}, {Type: cell, Quant: qcell}, {Type: t, Quant: q}, {Type: cell, Quant: qgate},
		})
	}
	return n.Case
}

// severalOutputs adds an operator whose outputs differ in type and quantization.
func (n *net) severalOutputs(op graph.Op, outputs []graph.Tensor) {
	first := len(n.sub.Tensors)
	n.ops(op, graph.Float32, nil, len(outputs))
	for i, t := range outputs {
		n.sub.Tensors[first+i].Type, n.sub.Tensors[first+i].Quant = t.Type, t.Quant
	}
}

// lstm8x8Case is LSTM whose products are int8, which twelve intermediate tensors tell.
func lstm8x8Case() Case {
	n := newNet("int8_8x8")
	n.Runs = 3
	kinds := lstmKinds()
	k := kinds[len(kinds)-1]
	k.qcell = affine(1./32768, 0)
	for i, v := range lstmVariants[4:13] {
		v.coupled, v.norm, v.bias, v.peephole, v.outputs = true, true, true, i == 1, v.cells-1
		in := n.lstmInputs(k, v, graph.LSTMInputs, 24)
		in[0] = n.input(k.in, []int{v.batch, v.inputs}, k.qin)
		op := graph.Op{Code: graph.OpLSTM, Inputs: in, Options: &graph.LSTMOptions{
			FusedActivationFunction: graph.ActTanh, CellClip: v.clip, ProjClip: v.projectionClip, KernelType: graph.LSTMFull,
		}}
		for j := range 12 {
			op.Intermediates = append(op.Intermediates, n.tensor(graph.Tensor{
				Name: "product", Type: graph.Int8, Quant: affine(0.01+0.003*float32(j), int64(7*j-40)),
			}))
		}
		n.ops(op, k.in, k.qhidden, 1)
	}
	return n.Case
}
