package reference

import (
	"fmt"
	"slices"
)

// maxBroadcastRank bounds the dimensions that are left after neighbours which broadcast
// alike are merged. TFLite stops at 8 before merging.
const maxBroadcastRank = 8

// walk is a walk through tensors of several shapes in the order of the output they
// broadcast to: dimensions, innermost first, and for each tensor its strides along them.
type walk struct {
	dims  []int
	steps [][]int
}

// walkOf returns a walk of at least one dimension.
func walkOf(out []int, shapes ...[]int) (*walk, error) {
	w := walk{steps: make([][]int, len(shapes))}
	size, step := make([]int, len(shapes)), make([]int, len(shapes))
	for i := range size {
		size[i] = 1
	}
	for i := 1; i <= len(out); i++ {
		for j, s := range shapes {
			d := fromEnd(s, i)
			step[j] = stride(size[j], d)
			size[j] *= d
		}
		w.add(out[len(out)-i], step)
	}
	if len(w.dims) == 0 {
		clear(step)
		w.push(1, step)
	}
	if len(w.dims) > maxBroadcastRank {
		return nil, fmt.Errorf("shapes %v broadcast along more than %d dimensions", shapes, maxBroadcastRank)
	}
	return &w, nil
}

func fromEnd(s []int, i int) int {
	if i > len(s) {
		return 1
	}
	return s[len(s)-i]
}

// stride returns the step along a dimension of an input: 0 where the input repeats.
func stride(step, dim int) int {
	if dim == 1 {
		return 0
	}
	return step
}

// add puts a dimension around those that are there, or makes the outermost one longer.
func (w *walk) add(d int, step []int) {
	if d == 1 {
		return
	}
	n := len(w.dims) - 1
	merge := n >= 0
	for j := range step {
		merge = merge && step[j] == w.steps[j][n]*w.dims[n]
	}
	if merge {
		w.dims[n] *= d
		return
	}
	w.push(d, step)
}

func (w *walk) push(d int, step []int) {
	w.dims = append(w.dims, d)
	for j := range step {
		w.steps[j] = append(w.steps[j], step[j])
	}
}

// outward returns all but the innermost, outermost first.
func outward(x []int) []int {
	out := slices.Clone(x[1:])
	slices.Reverse(out)
	return out
}

// at returns where tensor t's elements of a run along the innermost dimension start.
func (w *walk) at(t, run int) int {
	off := 0
	for d, n := range w.dims[1:] {
		off += run % n * w.steps[t][d+1]
		run /= n
	}
	return off
}
