package graph

import (
	"errors"
	"fmt"
)

// UnidirectionalSequenceLSTMOptions are the attributes of UNIDIRECTIONAL_SEQUENCE_LSTM
// (schema.fbs, table UnidirectionalSequenceLSTMOptions).
type UnidirectionalSequenceLSTMOptions struct {
	FusedActivationFunction  Activation
	CellClip                 float32
	ProjClip                 float32
	TimeMajor                bool
	AsymmetricQuantizeInputs bool
	DiagonalRecurrentTensors bool
}

// Inputs of UNIDIRECTIONAL_SEQUENCE_LSTM (lstm_shared.h). Gates come in the order input,
// forget, cell, output; those of the input gate are left out together.
const (
	LSTMInput            = 0
	LSTMInputWeights     = 1  // four, [cells, inputs]
	LSTMRecurrentWeights = 5  // four, [cells, outputs]
	LSTMPeepholes        = 9  // three
	LSTMBiases           = 12 // four, [cells]
	LSTMProjection       = 16 // weights and bias
	LSTMOutputState      = 18 // [batch, outputs]
	LSTMCellState        = 19 // [batch, cells]
	LSTMNorms            = 20 // four
)

func inferUnidirectionalSequenceLSTM(n *node) error {
	if err := n.arity(1, 24, 1); err != nil {
		return err
	}
	if k := len(n.op.Inputs); k != 20 && k != 24 {
		return fmt.Errorf("has %d inputs, wants 20 or 24", k)
	}
	if err := n.lstmVariant(); err != nil {
		return err
	}
	if err := n.rank(LSTMInput, 3, 3); err != nil {
		return err
	}
	o := n.op.Options.(*UnidirectionalSequenceLSTMOptions)
	in := n.shape(LSTMInput)
	batch := in[0]
	if o.TimeMajor {
		batch = in[1]
	}
	if n.in(LSTMInputWeights+3) == nil || len(n.shape(LSTMInputWeights+3)) != 2 {
		return errors.New("the output gate has no weights of rank 2")
	}
	cells := n.shape(LSTMInputWeights + 3)[0]
	if err := n.lstmShapes(batch, in[2], cells); err != nil {
		return err
	}
	n.set(0, in[0], in[1], cells)
	return nil
}

// lstmVariant refuses the variants that no kernel exists for.
func (n *node) lstmVariant() error {
	for _, v := range []struct {
		name     string
		from, to int
	}{
		{"peephole", LSTMPeepholes, LSTMPeepholes + 3},
		{"projection", LSTMProjection, LSTMProjection + 2},
		{"layer normalization", LSTMNorms, LSTMNorms + 4},
	} {
		for i := v.from; i < v.to; i++ {
			if n.in(i) != nil {
				return fmt.Errorf("%s is not supported", v.name)
			}
		}
	}
	if n.op.Options.(*UnidirectionalSequenceLSTMOptions).DiagonalRecurrentTensors {
		return errors.New("diagonal recurrent weights are not supported")
	}
	return nil
}

// lstmShapes checks weights, biases and states. Without projection there are as many
// outputs as cells.
func (n *node) lstmShapes(batch, inputs, cells int) error {
	check := func(i int, optional bool, want ...int) error {
		switch {
		case n.in(i) == nil && optional:
			return nil
		case n.in(i) == nil:
			return fmt.Errorf("input %d is missing", i)
		case !equalShapes(n.shape(i), want):
			return fmt.Errorf("input %d has shape %v, wants %v", i, n.shape(i), want)
		}
		return nil
	}
	noInputGate := n.in(LSTMInputWeights) == nil
	for g := range 4 {
		optional := g == 0 && noInputGate
		if err := check(LSTMInputWeights+g, optional, cells, inputs); err != nil {
			return err
		}
		if err := check(LSTMRecurrentWeights+g, optional, cells, cells); err != nil {
			return err
		}
		if err := check(LSTMBiases+g, optional, cells); err != nil {
			return err
		}
	}
	for _, i := range []int{LSTMOutputState, LSTMCellState} {
		if err := check(i, false, batch, cells); err != nil {
			return err
		}
		if !n.in(i).Variable {
			return fmt.Errorf("input %d is a state but not a variable tensor", i)
		}
	}
	return nil
}
