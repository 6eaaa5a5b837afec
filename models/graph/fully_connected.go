package graph

import "fmt"

// FullyConnectedOptions are the attributes of FULLY_CONNECTED
// (schema.fbs, table FullyConnectedOptions).
type FullyConnectedOptions struct {
	FusedActivationFunction  Activation
	WeightsFormat            int8
	KeepNumDims              bool
	AsymmetricQuantizeInputs bool
	QuantizedBiasType        DType
}

// inferFullyConnected takes an input whose elements fall into rows of in, weights [out,
// in] and perhaps a bias [out].
func inferFullyConnected(n *node) error {
	if err := n.arity(2, 3, 1); err != nil {
		return err
	}
	if err := n.rank(1, 2, 2); err != nil {
		return err
	}
	in, w := n.shape(0), n.shape(1)
	elems, err := CheckedElems(in)
	if err != nil {
		return err
	}
	if w[0] <= 0 || w[1] <= 0 || elems%w[1] != 0 {
		return fmt.Errorf("weights %v do not go with input %v", w, in)
	}
	if err := n.biasOf(2, w[0]); err != nil {
		return err
	}
	o := n.op.Options.(*FullyConnectedOptions)
	if o.WeightsFormat != 0 {
		return fmt.Errorf("weights format %d is not supported", o.WeightsFormat)
	}
	if !o.KeepNumDims {
		n.set(0, elems/w[1], w[0])
		return nil
	}
	if len(in) == 0 || in[len(in)-1] != w[1] {
		return fmt.Errorf("weights %v do not go with input %v when dimensions are kept", w, in)
	}
	out := append([]int(nil), in...)
	out[len(out)-1] = w[0]
	n.set(0, out...)
	return nil
}
