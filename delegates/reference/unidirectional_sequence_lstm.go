package reference

import (
	"fmt"

	"edged/models/graph"
)

// buildUnidirectionalSequenceLSTM runs a long short-term memory over a sequence (TFLite's
// lstm_eval.cc), in floats or in int8 with 16-bit gates. Output and cell state are
// variable tensors and stay from one invocation to the next.
func buildUnidirectionalSequenceLSTM(p *prep) (kernel, error) {
	l, err := newLSTM(p)
	if err != nil {
		return nil, err
	}
	switch l.in.Type {
	case graph.Float32:
		return buildLSTMFloat(p, l)
	case graph.Int8:
		return buildLSTM8(p, l)
	}
	return nil, p.noType()
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

// lstm is what both kinds share: tensors and sizes. The shape rule has checked them.
type lstm struct {
	in, out, hidden, cell *value
	weights, recurrent    [gates]*value // input gate nil: it is one minus the forget gate
	bias                  [gates]*value
	batch, steps          int
	inputs, cells         int
	timeMajor             bool
}

func newLSTM(p *prep) (*lstm, error) {
	o := p.op.Options.(*graph.UnidirectionalSequenceLSTMOptions)
	l := &lstm{
		in: p.in(graph.LSTMInput), out: p.out(0),
		hidden: p.in(graph.LSTMOutputState), cell: p.in(graph.LSTMCellState),
		timeMajor: o.TimeMajor,
	}
	s := l.in.Shape
	l.batch, l.steps, l.inputs = s[0], s[1], s[2]
	if o.TimeMajor {
		l.batch, l.steps = s[1], s[0]
	}
	l.cells = l.cell.Shape[1]
	for g := range gates {
		l.weights[g] = p.in(graph.LSTMInputWeights + g)
		l.recurrent[g] = p.in(graph.LSTMRecurrentWeights + g)
		l.bias[g] = p.in(graph.LSTMBiases + g)
	}
	if l.weights[inputGate] == nil && (l.recurrent[inputGate] != nil || l.bias[inputGate] != nil) {
		return nil, fmt.Errorf("the input gate has no weights")
	}
	if l.out.Type != l.in.Type || l.hidden.Type != l.in.Type {
		return nil, p.noType()
	}
	return l, nil
}

// coupled reports whether the input gate is one minus the forget gate.
func (l *lstm) coupled() bool { return l.weights[inputGate] == nil }

// types checks the types of weights and biases, which have to be constant.
func (l *lstm) types(weight, bias, cell graph.DType) error {
	if l.cell.Type != cell {
		return fmt.Errorf("the cell state is %v, wants %v", l.cell.Type, cell)
	}
	for g := range gates {
		if l.weights[g] == nil {
			continue
		}
		for _, v := range []*value{l.weights[g], l.recurrent[g]} {
			if v.Type != weight || !v.constant {
				return fmt.Errorf("weights %s are %v, wants constants of %v", v.Name, v.Type, weight)
			}
		}
		if v := l.bias[g]; v.Type != bias || !v.constant {
			return fmt.Errorf("bias %s is %v, wants constants of %v", v.Name, v.Type, bias)
		}
	}
	return nil
}

// step returns the index of a time step of a sequence among all of them.
func (l *lstm) step(sequence, t int) int {
	if l.timeMajor {
		return t*l.batch + sequence
	}
	return sequence*l.steps + t
}
