package graph

// ReducerOptions are the attributes of MEAN, SUM, REDUCE_PROD, REDUCE_MAX, REDUCE_MIN, REDUCE_ANY, REDUCE_ALL
// (schema.fbs, table ReducerOptions).
type ReducerOptions struct {
	KeepDims bool
}

// inferReduce takes a tensor and a constant list of axes to reduce, in any order and
// perhaps with repetitions.
func inferReduce(n *node) error {
	if err := n.arity(2, 2, 1); err != nil {
		return err
	}
	in := n.shape(0)
	axes, err := n.ints(1)
	if err != nil {
		return err
	}
	if len(in) == 0 {
		axes = nil // a scalar's axes say nothing
	}
	reduced := make([]bool, len(in))
	for _, a := range axes {
		i, err := axis(a, len(in))
		if err != nil {
			return err
		}
		reduced[i] = true
	}
	out := []int{}
	keep := n.op.Options.(*ReducerOptions).KeepDims
	for i, d := range in {
		switch {
		case !reduced[i]:
			out = append(out, d)
		case keep:
			out = append(out, 1)
		}
	}
	n.set(0, out...)
	return nil
}
