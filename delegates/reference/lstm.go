package reference

import (
	"fmt"

	"edged/models/graph"
)

// buildLSTM runs one step of a long short-term memory on each of several sequences
// (TFLite's lstm.cc): the full kernel is that of sequences, the basic one an LSTM of its
// own.
func buildLSTM(p *prep) (kernel, error) {
	o := p.op.Options.(*graph.LSTMOptions)
	if o.KernelType == graph.LSTMBasic {
		return buildBasicLSTM(p)
	}
	l, err := newLSTM(p, lstmPlan{
		layout: graph.LSTMInputs, in: p.in(graph.LSTMInput), out: p.out(0), timeMajor: true,
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

// gates of an LSTM, in the order of its inputs. The cell gate is what the input gate
// lets into the cell.
const (
	inputGate = iota
	forgetGate
	cellGate
	outputGate
	gates
)

// lstmPlan is what a builder knows of an LSTM.
type lstmPlan struct {
	layout                   graph.LSTMLayout
	in, aux, out             *value
	activation               graph.Activation
	cellClip, projectionClip float32 // 0: none
	timeMajor, asymmetric    bool
}

// lstm is what all kinds share: tensors and sizes. The shape rule has checked them.
type lstm struct {
	lstmPlan
	sequences
	hidden, cell               *value
	weights, recurrent, bias   [gates]*value // of the input gate nil: it is one minus the forget gate
	peephole, norm, fromAux    [gates]*value // nil: none
	projection, projectionBias *value        // nil: none
	inputs, cells, outputs     int
	first                      int // the first gate that has weights
}

func newLSTM(p *prep, plan lstmPlan) (*lstm, error) {
	t := plan.layout
	l := &lstm{lstmPlan: plan, hidden: p.in(t.OutputState), cell: p.in(t.CellState), sequences: newSequences(plan.in, plan.out, plan.timeMajor)}
	for g := range gates {
		l.weights[g], l.recurrent[g], l.bias[g] = p.in(t.Weights+g), p.in(t.Recurrent+g), p.in(t.Biases+g)
		if t.Norms >= 0 {
			l.norm[g] = p.in(t.Norms + g)
		}
		if t.Aux >= 0 && plan.aux != nil {
			l.fromAux[g] = p.in(t.Aux + g)
		}
	}
	l.peephole[inputGate], l.peephole[forgetGate], l.peephole[outputGate] = p.in(t.Peepholes), p.in(t.Peepholes+1), p.in(t.Peepholes+2)
	l.projection, l.projectionBias = p.in(t.Projection), p.in(t.Projection+1)
	l.cells, l.inputs, l.outputs = l.weights[outputGate].Shape[0], l.weights[outputGate].Shape[1], l.hidden.Shape[1]
	if l.weights[inputGate] == nil {
		l.first = forgetGate
	}
	if l.out.Type != l.in.Type || l.hidden.Type != l.in.Type || l.hidden.constant || l.cell.constant {
		return nil, p.noType()
	}
	if !(l.cellClip >= 0) || !(l.projectionClip >= 0) {
		return nil, fmt.Errorf("cannot clip at %g and %g", l.cellClip, l.projectionClip)
	}
	if l.cells == 0 || l.outputs == 0 || l.inputs == 0 {
		return nil, fmt.Errorf("has %d inputs, %d cells and %d outputs", l.inputs, l.cells, l.outputs)
	}
	return l, nil
}

// coupled reports whether the input gate is one minus the forget gate.
func (l *lstm) coupled() bool { return l.first > inputGate }

// gate returns the part of a vector of all gates that are computed which belongs to one.
func gate[T element](all []T, l *lstm, g int) []T {
	return all[(g-l.first)*l.cells : (g-l.first+1)*l.cells]
}

// gateCount is the length of a vector of all gates.
func (l *lstm) gateCount() int { return (gates - l.first) * l.cells }

func (l *lstm) sequenceCount() int { return l.batch }

func (l *lstm) macs() int64 {
	n := int64(l.gateCount()) * int64(l.inputs+l.outputs)
	if l.fromAux[outputGate] != nil {
		n += int64(l.gateCount()) * int64(l.inputs)
	}
	if l.projection != nil {
		n += int64(l.outputs) * int64(l.cells)
	}
	return n * int64(l.batch) * int64(l.steps)
}
