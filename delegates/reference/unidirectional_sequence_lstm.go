package reference

import "edged/models/graph"

// buildUnidirectionalSequenceLSTM runs a long short-term memory over sequences (TFLite's
// lstm_eval.cc), in floats, in floats with int8 weights, or in int8 with 16-bit gates.
// Output and cell state are variable tensors and stay from one invocation to the next.
func buildUnidirectionalSequenceLSTM(p *prep) (kernel, error) {
	o := p.op.Options.(*graph.UnidirectionalSequenceLSTMOptions)
	l, err := newLSTM(p, lstmPlan{
		layout: graph.LSTMInputs, in: p.in(graph.LSTMInput), out: p.out(0), timeMajor: o.TimeMajor,
		activation: o.FusedActivationFunction, cellClip: o.CellClip, projectionClip: o.ProjClip,
		asymmetric: o.AsymmetricQuantizeInputs,
	})
	if err != nil {
		return nil, err
	}
	if l.in.Type == graph.Int8 {
		return buildLSTM8(p, l)
	}
	return buildLSTMFloat(p, l)
}
