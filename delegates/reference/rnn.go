package reference

import (
	"fmt"

	"edged/models/graph"
)

// buildRNN runs one step of a recurrent network on each of several sequences (TFLite's
// basic_rnn.cc).
func buildRNN(p *prep) (kernel, error) {
	o := p.op.Options.(*graph.RNNOptions)
	return newRNN(p, rnnPlan{
		layout: graph.RNNInputs, in: p.in(0), out: p.out(0),
		activation: o.FusedActivationFunction, asymmetric: o.AsymmetricQuantizeInputs,
	}).kernel(p)
}

// rnnPlan is what a builder knows of a network.
type rnnPlan struct {
	layout                graph.RNNLayout
	in, out               *value
	aux, auxWeights       *value
	activation            graph.Activation
	timeMajor, asymmetric bool
}

// rnn is a network of float32 whose hidden state is an activation of its input and its
// former state (RnnBatchStep, kernel_utils.cc). Weights may be int8.
type rnn struct {
	sequences
	in, out, hidden, aux        *value
	inputs, unitCount           int
	repeat                      int // how often the sequence is run, state carried on; small where it is not 1
	fromIn, fromAux, fromHidden *product
	bias                        []float32
	activate                    func(dst, src []float32)
	scratch                     productScratch
	err                         error
}

// newRNN makes a network; its err says why it cannot be.
func newRNN(p *prep, plan rnnPlan) *rnn {
	l := plan.layout
	k := &rnn{in: plan.in, out: plan.out, hidden: p.in(l.State), aux: plan.aux, repeat: 1}
	k.sequences = newSequences(k.in, k.out, plan.timeMajor)
	w, r := p.in(l.Weights), p.in(l.Recurrent)
	k.unitCount, k.inputs = w.Shape[0], w.Shape[1]
	for _, v := range []*value{k.in, k.hidden, k.out} {
		if v.Type != graph.Float32 || v.constant && v != k.in {
			k.err = p.noType()
			return k
		}
	}
	if r.Type != w.Type {
		k.err = fmt.Errorf("weights are %v and recurrent weights %v", w.Type, r.Type)
		return k
	}
	k.fromIn, k.err = newProduct(plan.asymmetric, w)
	if k.err == nil {
		k.fromHidden, k.err = newProduct(plan.asymmetric, r)
	}
	if k.err == nil && plan.auxWeights != nil {
		k.fromAux, k.err = newProduct(plan.asymmetric, plan.auxWeights)
	}
	if k.err == nil {
		k.bias, k.err = constants[float32](p.in(l.Bias), graph.Float32)
	}
	if k.err == nil {
		k.activate, k.err = activation32(plan.activation)
	}
	k.scratch.fit(k.fromIn, k.fromAux, k.fromHidden)
	return k
}

func (k *rnn) kernel(p *prep) (kernel, error) {
	if k.err != nil {
		return nil, k.err
	}
	k.scratch.reserve(p)
	return recurrent{k}, nil
}

func (k *rnn) sequenceCount() int { return k.batch }

func (k *rnn) macs() int64 {
	n := k.fromIn.macs() + k.fromHidden.macs()
	if k.fromAux != nil {
		n += k.fromAux.macs()
	}
	return n * int64(k.batch) * int64(k.steps) * int64(k.repeat)
}

func (k *rnn) sequence(i, worker int) {
	w := k.scratch.of(worker)
	x, y := view[float32](k.in), view[float32](k.out)
	hidden := view[float32](k.hidden)[i*k.unitCount : (i+1)*k.unitCount]
	for n := range k.repeat * k.steps {
		at := k.at(i, n%k.steps)
		out := y[at*k.width+k.offset:][:k.unitCount]
		copy(out, k.bias)
		k.fromIn.add(out, x[at*k.inputs:(at+1)*k.inputs], &w)
		if k.fromAux != nil {
			k.fromAux.add(out, view[float32](k.aux)[at*k.inputs:(at+1)*k.inputs], &w)
		}
		k.fromHidden.add(out, hidden, &w)
		k.activate(out, out)
		copy(hidden, out)
	}
}
