package graph

// ReverseSequenceOptions are the attributes of REVERSE_SEQUENCE
// (schema.fbs, table ReverseSequenceOptions).
type ReverseSequenceOptions struct {
	SeqDim   int32
	BatchDim int32
}
