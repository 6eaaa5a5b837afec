package graph

import (
	"fmt"
	"slices"
)

// inferReverseV2 takes a tensor and a constant list of axes, neighbours of each other as
// TFLite wants them.
func inferReverseV2(n *node) error {
	if err := n.arity(2, 2, 1); err != nil {
		return err
	}
	axes, err := n.ints(1)
	if err != nil {
		return err
	}
	in := n.shape(0)
	sorted := make([]int, len(axes))
	for i, a := range axes {
		if sorted[i], err = axis(a, len(in)); err != nil {
			return err
		}
	}
	slices.Sort(sorted)
	for i, a := range sorted {
		if a != sorted[0]+i {
			return fmt.Errorf("axes %v do not stand side by side", axes)
		}
	}
	n.set(0, in...)
	return nil
}
