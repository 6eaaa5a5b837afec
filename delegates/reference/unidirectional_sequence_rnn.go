package reference

import "edged/models/graph"

// buildUnidirectionalSequenceRNN runs a recurrent network over sequences (TFLite's
// unidirectional_sequence_rnn.cc).
func buildUnidirectionalSequenceRNN(p *prep) (kernel, error) {
	o := p.op.Options.(*graph.SequenceRNNOptions)
	return newRNN(p, rnnPlan{
		layout: graph.RNNInputs, in: p.in(0), out: p.out(0), timeMajor: o.TimeMajor,
		activation: o.FusedActivationFunction, asymmetric: o.AsymmetricQuantizeInputs,
	}).kernel(p)
}
