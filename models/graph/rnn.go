package graph

// RNNOptions are the attributes of RNN
// (schema.fbs, table RNNOptions).
type RNNOptions struct {
	FusedActivationFunction  Activation
	AsymmetricQuantizeInputs bool
}

// RNNLayout says where an operator has the inputs of one recurrent network.
type RNNLayout struct {
	Weights   int // [units, inputs]
	Recurrent int // [units, units]
	Bias      int // [units]
	State     int // [batch, units]
}

// RNNInputs is the layout of RNN and UNIDIRECTIONAL_SEQUENCE_RNN (basic_rnn.cc).
var RNNInputs = RNNLayout{1, 2, 3, 4}

func inferRNN(n *node) error {
	if err := n.arity(5, 5, 1); err != nil {
		return err
	}
	if err := n.rank(0, 2, 2); err != nil {
		return err
	}
	in := n.shape(0)
	units, err := n.rnn(RNNInputs, in[0], in[1])
	if err != nil {
		return err
	}
	n.set(0, in[0], units)
	return nil
}

// rnn checks the inputs of one network and returns the number of its units.
func (n *node) rnn(l RNNLayout, batch, inputs int) (int, error) {
	units, err := n.rowsOf(l.Weights)
	if err != nil {
		return 0, err
	}
	return units, firstError(n.wants(l.Weights, units, inputs), n.wants(l.Recurrent, units, units),
		n.wants(l.Bias, units), n.state(l.State, batch, units))
}
