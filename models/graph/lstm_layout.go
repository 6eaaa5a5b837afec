package graph

import (
	"errors"
	"fmt"
)

// LSTMLayout says where an operator has the inputs of one LSTM. Gates come in the order
// input, forget, cell, output; peepholes leave the cell gate out. The inputs of the input
// gate are left out together: it is one minus the forget gate then.
type LSTMLayout struct {
	Weights     int // four, [cells, inputs]
	Recurrent   int // four, [cells, outputs]
	Peepholes   int // three, [cells], all or none
	Biases      int // four, [cells]
	Projection  int // weights [outputs, cells] and bias [outputs]; without, outputs are cells
	OutputState int // [batch, outputs]
	CellState   int // [batch, cells]
	Norms       int // four, [cells], all or none; -1: never
	Aux         int // weights of the auxiliary input, four, [cells, inputs]; -1: never
}

// LSTMInputs is the layout of LSTM and UNIDIRECTIONAL_SEQUENCE_LSTM.
var LSTMInputs = LSTMLayout{
	LSTMInputWeights, LSTMRecurrentWeights, LSTMPeepholes, LSTMBiases, LSTMProjection,
	LSTMOutputState, LSTMCellState, LSTMNorms, -1,
}

// lstm checks the inputs of one LSTM and returns the number of its outputs.
func (n *node) lstm(l LSTMLayout, batch, inputs int) (int, error) {
	cells, err := n.rowsOf(l.Weights + 3)
	if err != nil {
		return 0, err
	}
	if _, err := n.rowsOf(l.Recurrent + 3); err != nil {
		return 0, err
	}
	outputs := n.shape(l.Recurrent + 3)[1]
	if n.in(l.Projection) == nil && (outputs != cells || n.in(l.Projection+1) != nil) {
		return 0, fmt.Errorf("has %d cells, %d outputs and no projection weights", cells, outputs)
	}
	first := 0
	if n.in(l.Weights) == nil {
		first = 1
		if n.in(l.Recurrent) != nil || n.in(l.Biases) != nil {
			return 0, errors.New("the input gate has no weights")
		}
	}
	for g := first; g < 4; g++ {
		if err := firstError(n.wants(l.Weights+g, cells, inputs), n.wants(l.Recurrent+g, cells, outputs), n.wants(l.Biases+g, cells)); err != nil {
			return 0, err
		}
	}
	if l.Norms >= 0 {
		if err := n.together(l.Norms+first, l.Norms+4, cells); err != nil {
			return 0, err
		}
	}
	return outputs, firstError(n.together(l.Peepholes+first, l.Peepholes+3, cells),
		n.optional(l.Projection, outputs, cells), n.optional(l.Projection+1, outputs),
		n.state(l.OutputState, batch, outputs), n.state(l.CellState, batch, cells))
}

// optional is wants for an input that may be left out.
func (n *node) optional(i int, want ...int) error {
	if n.in(i) == nil {
		return nil
	}
	return n.wants(i, want...)
}

// together checks that the inputs from one to another, exclusive, are all there as vectors
// of a length or are all left out.
func (n *node) together(from, to, length int) error {
	if n.in(to-1) == nil {
		for i := from; i < to; i++ {
			if n.in(i) != nil {
				return fmt.Errorf("input %d is there and input %d is missing", i, to-1)
			}
		}
		return nil
	}
	for i := from; i < to; i++ {
		if err := n.wants(i, length); err != nil {
			return err
		}
	}
	return nil
}
