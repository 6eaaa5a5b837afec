package graph

import "fmt"

func inferTranspose(n *node) error {
	if err := n.arity(2, 2, 1); err != nil {
		return err
	}
	v, err := n.ints(1)
	if err != nil {
		return err
	}
	in := n.shape(0)
	perm, err := Permutation(v, len(in))
	if err != nil {
		return err
	}
	out := make([]int, len(in))
	for i, a := range perm {
		out[i] = in[a]
	}
	n.set(0, out...)
	return nil
}

// Permutation resolves the second input of TRANSPOSE: which dimension of an input of that
// rank each dimension of the output is.
func Permutation(perm []int, rank int) ([]int, error) {
	if len(perm) != rank {
		return nil, fmt.Errorf("permutation %v of rank %d", perm, rank)
	}
	out := make([]int, rank)
	seen := make([]bool, rank)
	for i, p := range perm {
		a, err := axis(p, rank)
		if err != nil {
			return nil, err
		}
		if seen[a] {
			return nil, fmt.Errorf("permutation %v repeats %d", perm, p)
		}
		out[i], seen[a] = a, true
	}
	return out, nil
}
