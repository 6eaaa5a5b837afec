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

// Inputs of LSTM and UNIDIRECTIONAL_SEQUENCE_LSTM (lstm_shared.h), as LSTMLayout
// describes them.
const (
	LSTMInput            = 0
	LSTMInputWeights     = 1
	LSTMRecurrentWeights = 5
	LSTMPeepholes        = 9
	LSTMBiases           = 12
	LSTMProjection       = 16
	LSTMOutputState      = 18
	LSTMCellState        = 19
	LSTMNorms            = 20
)

func inferUnidirectionalSequenceLSTM(n *node) error {
	o := n.op.Options.(*UnidirectionalSequenceLSTMOptions)
	if err := n.lstmArity(); err != nil {
		return err
	}
	if o.DiagonalRecurrentTensors {
		return errors.New("diagonal recurrent weights are not supported")
	}
	batch, err := n.sequences(o.TimeMajor)
	if err != nil {
		return err
	}
	in := n.shape(LSTMInput)
	outputs, err := n.lstm(LSTMInputs, batch, in[2])
	if err != nil {
		return err
	}
	n.set(0, in[0], in[1], outputs)
	return nil
}

// lstmArity checks the number of inputs of an LSTM, with layer normalization or without.
func (n *node) lstmArity() error {
	if err := n.arity(1, 24, 1); err != nil {
		return err
	}
	if k := len(n.op.Inputs); k != 20 && k != 24 {
		return fmt.Errorf("has %d inputs, wants 20 or 24", k)
	}
	return nil
}
