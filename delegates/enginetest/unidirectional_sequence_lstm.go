package enginetest

import "edged/models/graph"

// lstmShapes are sequences of odd sizes.
var lstmShapes = []struct {
	batch, steps, inputs, cells int
	timeMajor, coupled          bool
	clip                        float32
}{
	{1, 1, 1, 1, false, false, 0}, {1, 5, 3, 4, false, false, 0}, {3, 4, 5, 7, false, false, 0}, {3, 4, 5, 7, true, false, 0},
	{2, 6, 9, 16, false, true, 0}, {2, 6, 9, 16, true, true, 0.5}, {1, 12, 28, 20, false, false, 0.25}, {5, 2, 1, 3, true, false, 0},
}

// unidirectionalSequenceLSTMCases run twice: the second run starts from the first's state.
func unidirectionalSequenceLSTMCases() []Case {
	f, i := newNet("float32"), newNet("int8")
	f.Runs, i.Runs = 2, 2
	for _, s := range lstmShapes {
		f.lstm(lstmFloat, s.batch, s.steps, s.inputs, s.cells, s.timeMajor, s.coupled, s.clip)
		i.lstm(lstm8, s.batch, s.steps, s.inputs, s.cells, s.timeMajor, s.coupled, s.clip)
	}
	return []Case{f.Case, i.Case}
}

// lstmTypes are the types and quantizations of one kind of LSTM.
type lstmTypes struct {
	in, weight, bias, cell       graph.DType
	qin, qhidden, qweight, qcell *graph.Quant
}

var lstmFloat = lstmTypes{}

var lstm8 = lstmTypes{
	graph.Int8, graph.Int8, graph.Int32, graph.Int16,
	affine(0.02, 7), affine(1./128, -3), affine(0.004, 0), affine(1./2048, 0),
}

func (n *net) lstm(k lstmTypes, batch, steps, inputs, cells int, timeMajor, coupled bool, clip float32) {
	in := make([]int, 24)
	for i := range in {
		in[i] = -1
	}
	shape := []int{batch, steps, inputs}
	if timeMajor {
		shape = []int{steps, batch, inputs}
	}
	in[graph.LSTMInput] = n.input(k.in, shape, k.qin)
	for g := range 4 {
		if g == 0 && coupled {
			continue
		}
		in[graph.LSTMInputWeights+g] = n.constant(k.weight, []int{cells, inputs}, k.qweight, n.random(k.weight, []int{cells, inputs}))
		in[graph.LSTMRecurrentWeights+g] = n.constant(k.weight, []int{cells, cells}, k.qweight, n.random(k.weight, []int{cells, cells}))
		in[graph.LSTMBiases+g] = n.lstmBias(k.bias, cells)
	}
	in[graph.LSTMOutputState] = n.tensor(graph.Tensor{Name: "hidden", Type: k.in, Shape: []int{batch, cells}, Quant: k.qhidden, Variable: true})
	in[graph.LSTMCellState] = n.tensor(graph.Tensor{Name: "cell", Type: k.cell, Shape: []int{batch, cells}, Quant: k.qcell, Variable: true})
	op := graph.Op{
		Code: graph.OpUnidirectionalSequenceLSTM, Inputs: in,
		Options: &graph.UnidirectionalSequenceLSTMOptions{FusedActivationFunction: graph.ActTanh, TimeMajor: timeMajor, CellClip: clip},
	}
	if k.in == graph.Int8 {
		for range 4 {
			op.Intermediates = append(op.Intermediates, n.tensor(graph.Tensor{Name: "gate", Type: graph.Int16, Quant: affine(1./4096, 0)}))
		}
		op.Intermediates = append(op.Intermediates, n.tensor(graph.Tensor{Name: "output", Type: graph.Int8, Quant: k.qhidden}))
	}
	n.ops(op, k.in, k.qhidden, 1)
}

func (n *net) lstmBias(t graph.DType, cells int) int {
	if t == graph.Float32 {
		return n.constant(t, []int{cells}, nil, n.random(t, []int{cells}))
	}
	v := make([]int32, cells)
	for i := range v {
		v[i] = int32(n.r.IntN(20001) - 10000)
	}
	return n.constant(t, []int{cells}, affine(0.00008, 0), words(v))
}
