package reference

import (
	"cmp"
	"errors"
	"fmt"

	"edged/models/graph"
)

// buildBidirectionalSequenceRNN runs two recurrent networks over sequences, one of them
// from the end to the start (TFLite's bidirectional_sequence_rnn.cc). An auxiliary input
// without weights is the backward network's input; TFLite looks at it only where the
// input is time-major. There int8 weights make TFLite run each sequence as often as it
// has steps, going on from the state it has reached.
func buildBidirectionalSequenceRNN(p *prep) (kernel, error) {
	o := p.op.Options.(*graph.BidirectionalSequenceRNNOptions)
	plan := rnnPlan{
		layout: graph.ForwardRNNInputs, in: p.in(0), out: p.out(0), timeMajor: o.TimeMajor,
		activation: o.FusedActivationFunction, asymmetric: o.AsymmetricQuantizeInputs,
	}
	back := plan
	back.layout = graph.BackwardRNNInputs
	if !o.MergeOutputs {
		back.out = p.out(1)
	}
	if aux := p.in(graph.RNNAux); aux != nil {
		if aux.Type != graph.Float32 {
			return nil, p.noType()
		}
		plan.aux, plan.auxWeights = aux, p.in(graph.RNNForwardAuxWeights)
		back.aux, back.auxWeights = aux, p.in(graph.RNNBackwardAuxWeights)
		if plan.auxWeights == nil && o.TimeMajor {
			back.in = aux
		}
	}
	f, b := newRNN(p, plan), newRNN(p, back)
	if err := cmp.Or(f.err, b.err); err != nil {
		return nil, err
	}
	if f.fromIn.bytes != nil && o.TimeMajor {
		if o.MergeOutputs && !o.AsymmetricQuantizeInputs && f.batch > 1 {
			return nil, errors.New("merged outputs of several time-major sequences with int8 weights: TFLite crashes")
		}
		if f.steps > maxRepeat {
			return nil, fmt.Errorf("%d time-major steps with int8 weights are too many: TFLite repeats them as often", f.steps)
		}
		f.repeat, b.repeat = f.steps, f.steps
	}
	b.backward = true
	if o.MergeOutputs {
		b.offset = f.unitCount
	}
	return both(p, f, &f.scratch, b, &b.scratch), nil
}

// maxRepeat bounds the steps of a sequence that is run as often as it has steps.
const maxRepeat = 4096

// both makes a kernel of two networks that share the memory for products.
func both(p *prep, f network, fs *productScratch, b network, bs *productScratch) kernel {
	fs.rows, fs.cols = max(fs.rows, bs.rows), max(fs.cols, bs.cols)
	fs.reserve(p)
	*bs = *fs
	return recurrent{f, b}
}
