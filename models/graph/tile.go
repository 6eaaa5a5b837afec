package graph

import "fmt"

// inferTile takes a tensor and, a constant, how often each dimension is repeated.
func inferTile(n *node) error {
	if err := n.arity(2, 2, 1); err != nil {
		return err
	}
	times, err := n.ints(1)
	if err != nil {
		return err
	}
	in := n.shape(0)
	if len(times) != len(in) {
		return fmt.Errorf("%d multiples for shape %v", len(times), in)
	}
	out := make([]int, len(in))
	for i, d := range in {
		if times[i] < 0 {
			return fmt.Errorf("multiple %d is negative", times[i])
		}
		if out[i], err = mulDim(d, times[i]); err != nil {
			return err
		}
	}
	n.set(0, out...)
	return nil
}
