package enginetest

import "edged/models/graph"

// rnnInputs adds weights, recurrent weights, bias and state of a network.
func (n *net) rnnInputs(k recurrentKind, batch, inputs, units int) []int {
	return []int{
		n.weights(k.weight, 0.006, units, inputs), n.weights(k.weight, 0.003, units, units),
		n.weights(graph.Float32, 0, units), n.state(graph.Float32, nil, batch, units),
	}
}

func rnnCases() []Case {
	return perKind(func(n *net, k recurrentKind) {
		for _, s := range recurrentShapes {
			in := n.lively(graph.Float32, []int{s.batch, s.inputs}, nil)
			o := &graph.RNNOptions{FusedActivationFunction: s.act, AsymmetricQuantizeInputs: k.asymmetric}
			n.op(graph.OpRNN, o, graph.Float32, nil, append([]int{in}, n.rnnInputs(k, s.batch, s.inputs, s.units)...)...)
		}
	})
}

func unidirectionalSequenceRNNCases() []Case {
	return perKind(func(n *net, k recurrentKind) {
		for _, s := range recurrentShapes {
			in := n.sequenceInput(s.batch, s.steps, s.inputs, s.timeMajor)
			o := &graph.SequenceRNNOptions{TimeMajor: s.timeMajor, FusedActivationFunction: s.act, AsymmetricQuantizeInputs: k.asymmetric}
			n.op(graph.OpUnidirectionalSequenceRNN, o, graph.Float32, nil, append([]int{in}, n.rnnInputs(k, s.batch, s.inputs, s.units)...)...)
		}
	})
}

func bidirectionalSequenceRNNCases() []Case {
	return perKind(func(n *net, k recurrentKind) {
		for i, s := range recurrentShapes {
			merged, aux, auxWeights := i%2 == 0, i%3 > 0, i%3 == 1
			if merged && s.timeMajor && s.batch > 1 && k.weight != graph.Float32 {
				merged = k.asymmetric
			}
			n.bidirectionalRNN(k, i, merged, aux, auxWeights)
		}
	})
}

func (n *net) bidirectionalRNN(k recurrentKind, shape int, merged, aux, auxWeights bool) {
	s := recurrentShapes[shape]
	in := []int{n.sequenceInput(s.batch, s.steps, s.inputs, s.timeMajor)}
	in = append(in, n.rnnInputs(k, s.batch, s.inputs, s.units)...)
	in = append(in, n.rnnInputs(k, s.batch, s.inputs, s.units+1)...)
	in = append(in, -1, -1, -1)
	if aux {
		in[graph.RNNAux] = n.sequenceInput(s.batch, s.steps, s.inputs, s.timeMajor)
	}
	if auxWeights {
		in[graph.RNNForwardAuxWeights] = n.weights(k.weight, 0.006, s.units, s.inputs)
		in[graph.RNNBackwardAuxWeights] = n.weights(k.weight, 0.006, s.units+1, s.inputs)
	}
	outputs := 2
	if merged {
		outputs = 1
	}
	n.ops(graph.Op{Code: graph.OpBidirectionalSequenceRNN, Inputs: in, Options: &graph.BidirectionalSequenceRNNOptions{
		TimeMajor: s.timeMajor, FusedActivationFunction: s.act, MergeOutputs: merged, AsymmetricQuantizeInputs: k.asymmetric,
	}}, graph.Float32, nil, outputs)
}
