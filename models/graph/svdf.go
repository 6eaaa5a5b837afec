package graph

import "fmt"

// SVDFOptions are the attributes of SVDF
// (schema.fbs, table SVDFOptions).
type SVDFOptions struct {
	Rank                     int32
	FusedActivationFunction  Activation
	AsymmetricQuantizeInputs bool
}

// Inputs of SVDF (svdf.cc).
const (
	SVDFInput   = 0 // [batch, inputs]
	SVDFFeature = 1 // [filters, inputs]
	SVDFTime    = 2 // [filters, memory]
	SVDFBias    = 3 // [filters / rank], optional
	SVDFState   = 4 // [batch, memory * filters]
)

func inferSVDF(n *node) error {
	if err := n.arity(3, 5, 1); err != nil {
		return err
	}
	if err := n.rank(SVDFInput, 2, 2); err != nil {
		return err
	}
	in := n.shape(SVDFInput)
	filters, err := n.rowsOf(SVDFFeature)
	if err != nil {
		return err
	}
	if _, err := n.rowsOf(SVDFTime); err != nil {
		return err
	}
	memory := n.shape(SVDFTime)[1]
	if _, err := CheckedElems([]int{memory, filters}); err != nil {
		return err
	}
	rank := int(n.op.Options.(*SVDFOptions).Rank)
	if rank < 1 || filters%rank != 0 {
		return fmt.Errorf("%d filters are not a multiple of rank %d", filters, rank)
	}
	if err := firstError(n.wants(SVDFFeature, filters, in[1]), n.wants(SVDFTime, filters, memory),
		n.state(SVDFState, in[0], memory*filters)); err != nil {
		return err
	}
	if n.in(SVDFBias) != nil {
		if err := n.wants(SVDFBias, filters/rank); err != nil {
			return err
		}
	}
	n.set(0, in[0], filters/rank)
	return nil
}
