package enginetest

import "edged/models/graph"

// lstmVariant is an LSTM with some of what one may have.
type lstmVariant struct {
	batch, steps, inputs, cells int
	outputs                     int // 0: no projection
	timeMajor, coupled          bool
	peephole, norm, bias        bool // bias: of the projection
	clip, projectionClip        float32
	act                         graph.Activation
	silent                      bool // its input is all 0
}

// lstmVariants are sequences of odd sizes.
var lstmVariants = []lstmVariant{
	{batch: 1, steps: 1, inputs: 1, cells: 1}, {batch: 1, steps: 5, inputs: 3, cells: 4}, {batch: 3, steps: 4, inputs: 5, cells: 7},
	{batch: 3, steps: 4, inputs: 5, cells: 7, timeMajor: true}, {batch: 2, steps: 6, inputs: 9, cells: 16, coupled: true},
	{batch: 2, steps: 6, inputs: 9, cells: 16, timeMajor: true, coupled: true, clip: 0.5},
	{batch: 1, steps: 12, inputs: 28, cells: 20, clip: 0.25}, {batch: 5, steps: 2, inputs: 1, cells: 3, timeMajor: true},
	{batch: 2, steps: 3, inputs: 4, cells: 6, peephole: true}, {batch: 2, steps: 3, inputs: 4, cells: 5, norm: true, timeMajor: true},
	{batch: 2, steps: 3, inputs: 4, cells: 6, outputs: 3}, {batch: 1, steps: 4, inputs: 7, cells: 8, outputs: 8, bias: true, projectionClip: 0.3},
	{batch: 3, steps: 4, inputs: 6, cells: 9, outputs: 5, timeMajor: true, coupled: true, peephole: true, norm: true, bias: true, clip: 0.7, projectionClip: 0.4},
	{batch: 2, steps: 5, inputs: 17, cells: 33, outputs: 20, peephole: true, norm: true, bias: true},
	{batch: 3, steps: 2, inputs: 3, cells: 7, outputs: 4, timeMajor: true, peephole: true, norm: true},
	{batch: 2, steps: 4, inputs: 5, cells: 6, norm: true, coupled: true},
}

// lstmTypes are the types and quantizations of one kind of LSTM.
type lstmTypes struct {
	recurrentKind
	in, cell, vector, bias graph.DType // vector: peepholes; those of norms are float32 or int16
	qin, qhidden, qcell    *graph.Quant
}

func (k lstmTypes) integer() bool { return k.in == graph.Int8 }

// lstmKinds are float32, its hybrids, and int8.
func lstmKinds() []lstmTypes {
	var out []lstmTypes
	for _, k := range recurrentKinds {
		out = append(out, lstmTypes{recurrentKind: k, vector: k.weight})
	}
	return append(out, lstmTypes{
		recurrentKind{"int8", graph.Int8, false}, graph.Int8, graph.Int16, graph.Int16, graph.Int32,
		affine(0.02, 7), affine(1./128, -3), affine(1./2048, 0),
	})
}

// perLSTM builds a case for each kind of LSTM, which runs three times.
func perLSTM(kinds []lstmTypes, build func(n *net, k lstmTypes)) []Case {
	var out []Case
	for _, k := range kinds {
		n := newNet(k.name)
		n.Runs = 3
		build(n, k)
		out = append(out, n.Case)
	}
	return out
}

func unidirectionalSequenceLSTMCases() []Case {
	return perLSTM(lstmKinds(), func(n *net, k lstmTypes) {
		for i, v := range lstmVariants {
			v.act = []graph.Activation{graph.ActTanh, graph.ActTanh, graph.ActRelu, graph.ActRelu6, graph.ActSignBit}[i%5]
			n.sequenceLSTM(k, v)
		}
		for _, v := range lstmVariants[8:11] { // without an activation
			n.sequenceLSTM(k, v)
			v.silent = true
			n.sequenceLSTM(k, v)
		}
	})
}

func (n *net) sequenceLSTM(k lstmTypes, v lstmVariant) {
	shape := []int{v.batch, v.steps, v.inputs}
	if v.timeMajor {
		shape = []int{v.steps, v.batch, v.inputs}
	}
	in := n.lstmInputs(k, v, graph.LSTMInputs, 24)
	in[0] = n.input(k.in, shape, k.qin)
	if v.silent {
		clear(n.Inputs[len(n.Inputs)-1].Data)
	}
	n.ops(graph.Op{Code: graph.OpUnidirectionalSequenceLSTM, Inputs: in, Intermediates: n.lstmIntermediates(k),
		Options: &graph.UnidirectionalSequenceLSTMOptions{
			FusedActivationFunction: v.act, TimeMajor: v.timeMajor, CellClip: v.clip, ProjClip: v.projectionClip,
			AsymmetricQuantizeInputs: k.asymmetric,
		}}, k.in, k.qhidden, 1)
}

// lstmInputs adds what an LSTM has but its input, count inputs in all.
func (n *net) lstmInputs(k lstmTypes, v lstmVariant, l graph.LSTMLayout, count int) []int {
	in := make([]int, count)
	for i := range in {
		in[i] = -1
	}
	n.addLSTM(in, k, v, l)
	return in
}

func (n *net) addLSTM(in []int, k lstmTypes, v lstmVariant, l graph.LSTMLayout) {
	outputs := v.cells
	if v.outputs > 0 {
		outputs = v.outputs
		in[l.Projection] = n.weights(k.weight, 0.005, outputs, v.cells)
		if v.bias {
			in[l.Projection+1] = n.lstmBias(k.bias, outputs)
		}
	}
	for g := range 4 {
		if g == 0 && v.coupled {
			continue
		}
		in[l.Weights+g] = n.weights(k.weight, 0.004, v.cells, v.inputs)
		in[l.Recurrent+g] = n.weights(k.weight, 0.004, v.cells, outputs)
		in[l.Biases+g] = n.lstmBias(k.bias, v.cells)
		if v.norm && l.Norms >= 0 {
			t := graph.Float32
			if k.integer() {
				t = graph.Int16
			}
			in[l.Norms+g] = n.weights(t, 0.0001, v.cells)
		}
		if v.peephole && g != 2 {
			scale := float32(0.005)
			if k.integer() {
				scale = 0.00003
			}
			in[l.Peepholes+min(g, 2)] = n.weights(k.vector, scale, v.cells)
		}
	}
	in[l.OutputState] = n.state(k.in, k.qhidden, v.batch, outputs)
	in[l.CellState] = n.state(k.cell, k.qcell, v.batch, v.cells)
}

// lstmIntermediates adds the tensors that say how an int8 LSTM quantizes its gates, where
// they are normalized, and what its output gate lets through.
func (n *net) lstmIntermediates(k lstmTypes) []int {
	if !k.integer() {
		return nil
	}
	var out []int
	for g := range 4 {
		out = append(out, n.tensor(graph.Tensor{Name: "gate", Type: graph.Int16, Quant: affine(1./4096+float32(g)/8192, 0)}))
	}
	return append(out, n.tensor(graph.Tensor{Name: "output", Type: graph.Int8, Quant: affine(1./130, -5)}))
}

func (n *net) lstmBias(t graph.DType, cells int) int {
	if t == graph.Float32 {
		return n.weights(t, 0, cells)
	}
	v := make([]int32, cells)
	for i := range v {
		v[i] = int32(n.r.IntN(20001) - 10000)
	}
	return n.constant(t, []int{cells}, affine(0.00008, 0), words(v))
}
