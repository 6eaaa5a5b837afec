package enginetest

import "edged/models/graph"

func bidirectionalSequenceLSTMCases() []Case {
	return perLSTM(lstmKinds()[:len(recurrentKinds)], func(n *net, k lstmTypes) {
		for i, v := range lstmVariants {
			v.act = []graph.Activation{graph.ActTanh, graph.ActTanh, graph.ActRelu6}[i%3]
			merged := i%2 == 0 && (v.timeMajor || v.batch == 1)
			n.bidirectionalLSTM(k, v, merged, i%3 > 0, i%3 == 1)
		}
	})
}

func (n *net) bidirectionalLSTM(k lstmTypes, v lstmVariant, merged, aux, auxWeights bool) {
	in := n.lstmInputs(k, v, graph.ForwardLSTMInputs, 48)
	n.addLSTM(in, k, v, graph.BackwardLSTMInputs)
	in[0] = n.sequenceInput(v.batch, v.steps, v.inputs, v.timeMajor)
	if aux {
		in[graph.BidirectionalLSTMAux] = n.sequenceInput(v.batch, v.steps, v.inputs, v.timeMajor)
	}
	for g := range 4 {
		if auxWeights && (g > 0 || !v.coupled) {
			in[graph.ForwardLSTMInputs.Aux+g] = n.weights(k.weight, 0.004, v.cells, v.inputs)
			in[graph.BackwardLSTMInputs.Aux+g] = n.weights(k.weight, 0.004, v.cells, v.inputs)
		}
	}
	outputs := 2
	if merged {
		outputs = 1
	}
	n.ops(graph.Op{Code: graph.OpBidirectionalSequenceLSTM, Inputs: in, Options: &graph.BidirectionalSequenceLSTMOptions{
		FusedActivationFunction: v.act, CellClip: v.clip, ProjClip: v.projectionClip,
		MergeOutputs: merged, TimeMajor: v.timeMajor, AsymmetricQuantizeInputs: k.asymmetric,
	}}, graph.Float32, nil, outputs)
}
