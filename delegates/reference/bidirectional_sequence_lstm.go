package reference

import (
	"errors"

	"edged/models/graph"
)

// buildBidirectionalSequenceLSTM runs two LSTMs over sequences, one of them from the end to
// the start (TFLite's bidirectional_sequence_lstm.cc). An auxiliary input without weights
// is the backward one's input.
func buildBidirectionalSequenceLSTM(p *prep) (kernel, error) {
	o := p.op.Options.(*graph.BidirectionalSequenceLSTMOptions)
	plan := lstmPlan{
		layout: graph.ForwardLSTMInputs, in: p.in(0), out: p.out(0), timeMajor: o.TimeMajor,
		activation: o.FusedActivationFunction, cellClip: o.CellClip, projectionClip: o.ProjClip,
		asymmetric: o.AsymmetricQuantizeInputs,
	}
	back := plan
	back.layout = graph.BackwardLSTMInputs
	if !o.MergeOutputs {
		back.out = p.out(1)
	}
	if aux := p.in(graph.BidirectionalLSTMAux); aux != nil {
		if aux.Type != graph.Float32 {
			return nil, p.noType()
		}
		if p.in(plan.layout.Aux+1) != nil {
			plan.aux, back.aux = aux, aux
		} else {
			back.in = aux
		}
	}
	f, err := newFloatPart(p, plan)
	if err != nil {
		return nil, err
	}
	b, err := newFloatPart(p, back)
	if err != nil {
		return nil, err
	}
	if o.MergeOutputs && !o.TimeMajor && f.batch > 1 {
		return nil, errors.New("merged outputs of several sequences that are not time-major: TFLite mixes their states up")
	}
	b.backward = true
	if o.MergeOutputs {
		b.offset = f.lstm.outputs
	}
	f.gates = p.scratchPerWorker(graph.Float32, f.gateCount())
	b.gates = p.scratchPerWorker(graph.Float32, b.gateCount())
	return both(p, f, &f.scratch, b, &b.scratch), nil
}

func newFloatPart(p *prep, plan lstmPlan) (*lstmFloat, error) {
	l, err := newLSTM(p, plan)
	if err != nil {
		return nil, err
	}
	return newLSTMFloat(p, l)
}
