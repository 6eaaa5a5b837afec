package graph

// BidirectionalSequenceLSTMOptions are the attributes of BIDIRECTIONAL_SEQUENCE_LSTM
// (schema.fbs, table BidirectionalSequenceLSTMOptions).
type BidirectionalSequenceLSTMOptions struct {
	FusedActivationFunction  Activation
	CellClip                 float32
	ProjClip                 float32
	MergeOutputs             bool
	TimeMajor                bool `fb:"1"`
	AsymmetricQuantizeInputs bool
}

// Layouts of BIDIRECTIONAL_SEQUENCE_LSTM (bidirectional_sequence_lstm.cc).
var (
	ForwardLSTMInputs  = LSTMLayout{1, 5, 9, 12, 16, 35, 36, -1, 40}
	BackwardLSTMInputs = LSTMLayout{18, 22, 26, 29, 33, 37, 38, -1, 44}
)

// BidirectionalLSTMAux is the auxiliary input of BIDIRECTIONAL_SEQUENCE_LSTM. Without
// weights for it, it is the backward network's input.
const BidirectionalLSTMAux = 39

func inferBidirectionalSequenceLSTM(n *node) error {
	o := n.op.Options.(*BidirectionalSequenceLSTMOptions)
	if err := n.arity(39, 48, outputsOf(o.MergeOutputs)); err != nil {
		return err
	}
	batch, err := n.sequences(o.TimeMajor)
	if err != nil {
		return err
	}
	inputs := n.shape(0)[2]
	forward, err := n.lstm(ForwardLSTMInputs, batch, inputs)
	if err != nil {
		return err
	}
	backward, err := n.lstm(BackwardLSTMInputs, batch, inputs)
	if err != nil {
		return err
	}
	if err := n.aux(BidirectionalLSTMAux, n.auxWeights(ForwardLSTMInputs), n.shape(ForwardLSTMInputs.Weights + 3)[0],
		n.auxWeights(BackwardLSTMInputs), n.shape(BackwardLSTMInputs.Weights + 3)[0]); err != nil {
		return err
	}
	n.setBoth(o.MergeOutputs, forward, backward)
	return nil
}

// auxWeights returns the inputs that are weights of the auxiliary input, without the input
// gate's where it has none.
func (n *node) auxWeights(l LSTMLayout) []int {
	w := []int{l.Aux + 3, l.Aux + 2, l.Aux + 1}
	if n.in(l.Weights) != nil {
		w = append(w, l.Aux)
	}
	return w
}
