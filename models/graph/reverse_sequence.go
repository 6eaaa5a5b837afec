package graph

import "fmt"

// ReverseSequenceOptions are the attributes of REVERSE_SEQUENCE
// (schema.fbs, table ReverseSequenceOptions).
type ReverseSequenceOptions struct {
	SeqDim   int32
	BatchDim int32
}

func inferReverseSequence(n *node) error {
	if err := n.arity(2, 2, 1); err != nil {
		return err
	}
	in, lengths := n.shape(0), n.shape(1)
	o := n.op.Options.(*ReverseSequenceOptions)
	s, b := int(o.SeqDim), int(o.BatchDim)
	if s < 0 || b < 0 || s >= len(in) || b >= len(in) || s == b {
		return fmt.Errorf("dimensions %d and %d of shape %v", s, b, in)
	}
	if len(lengths) != 1 || lengths[0] != in[b] {
		return fmt.Errorf("lengths have shape %v, wants [%d]", lengths, in[b])
	}
	n.set(0, in...)
	return nil
}
