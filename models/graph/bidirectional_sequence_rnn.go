package graph

// BidirectionalSequenceRNNOptions are the attributes of BIDIRECTIONAL_SEQUENCE_RNN
// (schema.fbs, table BidirectionalSequenceRNNOptions).
type BidirectionalSequenceRNNOptions struct {
	TimeMajor                bool
	FusedActivationFunction  Activation
	MergeOutputs             bool
	AsymmetricQuantizeInputs bool
}

// Layouts of BIDIRECTIONAL_SEQUENCE_RNN (bidirectional_sequence_rnn.cc), and where it has
// its auxiliary input and the weights of that: forward, backward.
var (
	ForwardRNNInputs  = RNNLayout{1, 2, 3, 4}
	BackwardRNNInputs = RNNLayout{5, 6, 7, 8}
)

// The auxiliary input of BIDIRECTIONAL_SEQUENCE_RNN and its weights, which come together
// with it or not at all.
const (
	RNNAux                = 9
	RNNForwardAuxWeights  = 10
	RNNBackwardAuxWeights = 11
)

func inferBidirectionalSequenceRNN(n *node) error {
	o := n.op.Options.(*BidirectionalSequenceRNNOptions)
	if err := n.arity(9, 12, outputsOf(o.MergeOutputs)); err != nil {
		return err
	}
	batch, err := n.sequences(o.TimeMajor)
	if err != nil {
		return err
	}
	in := n.shape(0)
	forward, err := n.rnn(ForwardRNNInputs, batch, in[2])
	if err != nil {
		return err
	}
	backward, err := n.rnn(BackwardRNNInputs, batch, in[2])
	if err != nil {
		return err
	}
	if err := n.aux(RNNAux, []int{RNNForwardAuxWeights}, forward, []int{RNNBackwardAuxWeights}, backward); err != nil {
		return err
	}
	n.setBoth(o.MergeOutputs, forward, backward)
	return nil
}

// outputsOf is the number of outputs of a bidirectional operator.
func outputsOf(merged bool) int {
	if merged {
		return 1
	}
	return 2
}

// setBoth gives the outputs of a bidirectional operator their shapes: that of input 0 with
// the outputs of both directions side by side, or an output for each.
func (n *node) setBoth(merged bool, forward, backward int) {
	in := n.shape(0)
	if merged {
		n.set(0, in[0], in[1], forward+backward)
		return
	}
	n.set(0, in[0], in[1], forward)
	n.set(1, in[0], in[1], backward)
}

// aux checks an auxiliary input, of the shape of input 0, and its weights, which are all
// there or none.
func (n *node) aux(aux int, forward []int, forwardRows int, backward []int, backwardRows int) error {
	weights := n.in(forward[0]) != nil
	if n.in(aux) == nil {
		if weights {
			return n.wants(aux)
		}
		return nil
	}
	if err := n.wants(aux, n.shape(0)...); err != nil {
		return err
	}
	if !weights {
		return nil
	}
	for _, i := range forward {
		if err := n.wants(i, forwardRows, n.shape(0)[2]); err != nil {
			return err
		}
	}
	for _, i := range backward {
		if err := n.wants(i, backwardRows, n.shape(0)[2]); err != nil {
			return err
		}
	}
	return nil
}
