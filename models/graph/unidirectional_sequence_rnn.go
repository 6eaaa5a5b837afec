package graph

// SequenceRNNOptions are the attributes of UNIDIRECTIONAL_SEQUENCE_RNN
// (schema.fbs, table SequenceRNNOptions).
type SequenceRNNOptions struct {
	TimeMajor                bool
	FusedActivationFunction  Activation
	AsymmetricQuantizeInputs bool
}

func inferUnidirectionalSequenceRNN(n *node) error {
	if err := n.arity(5, 5, 1); err != nil {
		return err
	}
	batch, err := n.sequences(n.op.Options.(*SequenceRNNOptions).TimeMajor)
	if err != nil {
		return err
	}
	in := n.shape(0)
	units, err := n.rnn(RNNInputs, batch, in[2])
	if err != nil {
		return err
	}
	n.set(0, in[0], in[1], units)
	return nil
}
