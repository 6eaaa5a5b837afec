package graph

// SoftmaxOptions are the attributes of SOFTMAX
// (schema.fbs, table SoftmaxOptions).
type SoftmaxOptions struct {
	Beta float32
}

// inferSoftmax takes a tensor of at least one dimension; the last is normalised.
func inferSoftmax(n *node) error {
	if err := sameShape(n); err != nil {
		return err
	}
	return n.rank(0, 1, 1<<30)
}
