package graph

import "fmt"

// LSTMOptions are the attributes of LSTM
// (schema.fbs, table LSTMOptions).
type LSTMOptions struct {
	FusedActivationFunction  Activation
	CellClip                 float32
	ProjClip                 float32
	KernelType               int8
	AsymmetricQuantizeInputs bool
}

// Kernels of LSTM: KernelType.
const (
	LSTMFull  = 0
	LSTMBasic = 1
)

// Inputs and outputs of LSTM with the basic kernel (lstm.cc). The last two outputs are
// what the kernel works with: input and former output side by side, and the gates.
const (
	BasicLSTMInput       = 0 // [batch, inputs]
	BasicLSTMOutputState = 1 // [batch, cells]
	BasicLSTMWeights     = 2 // [4 * cells, inputs + cells]
	BasicLSTMBias        = 3 // [4 * cells]
	BasicLSTMCellState   = 4 // [batch, cells]
	BasicLSTMOutput      = 0
	BasicLSTMCell        = 1
	BasicLSTMConcat      = 2
	BasicLSTMGates       = 3
)

func inferLSTM(n *node) error {
	switch o := n.op.Options.(*LSTMOptions); o.KernelType {
	case LSTMFull:
		return n.fullLSTM()
	case LSTMBasic:
		return n.basicLSTM()
	default:
		return fmt.Errorf("kernel type %d is unknown", o.KernelType)
	}
}

func (n *node) fullLSTM() error {
	if err := n.lstmArity(); err != nil {
		return err
	}
	if err := n.rank(LSTMInput, 2, 2); err != nil {
		return err
	}
	in := n.shape(LSTMInput)
	outputs, err := n.lstm(LSTMInputs, in[0], in[1])
	if err != nil {
		return err
	}
	n.set(0, in[0], outputs)
	return nil
}

func (n *node) basicLSTM() error {
	if err := n.arity(5, 5, 4); err != nil {
		return err
	}
	if err := firstError(n.rank(BasicLSTMInput, 2, 2), n.rank(BasicLSTMOutputState, 2, 2)); err != nil {
		return err
	}
	batch, inputs := n.shape(BasicLSTMInput)[0], n.shape(BasicLSTMInput)[1]
	cells := n.shape(BasicLSTMOutputState)[1]
	if _, err := CheckedElems([]int{4, cells, batch}); err != nil {
		return err
	}
	if err := firstError(n.wants(BasicLSTMOutputState, batch, cells), n.wants(BasicLSTMWeights, 4*cells, inputs+cells),
		n.wants(BasicLSTMBias, 4*cells), n.wants(BasicLSTMCellState, batch, cells)); err != nil {
		return err
	}
	n.set(BasicLSTMOutput, batch, cells)
	n.set(BasicLSTMCell, batch, cells)
	n.set(BasicLSTMConcat, batch, inputs+cells)
	n.set(BasicLSTMGates, batch, 4*cells)
	return nil
}
