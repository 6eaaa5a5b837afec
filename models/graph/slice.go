package graph

import "fmt"

func inferSlice(n *node) error {
	if err := n.arity(3, 3, 1); err != nil {
		return err
	}
	begin, err := n.ints(1)
	if err != nil {
		return err
	}
	size, err := n.ints(2)
	if err != nil {
		return err
	}
	in := n.shape(0)
	if len(begin) != len(in) || len(size) != len(in) {
		return fmt.Errorf("begin %v and size %v of shape %v", begin, size, in)
	}
	out := make([]int, len(in))
	for i, d := range in {
		b, s := begin[i], size[i]
		if s == -1 && b <= d {
			s = d - b
		}
		if b < 0 || s < 0 || b > d || s > d-b {
			return fmt.Errorf("begin %v and size %v are outside shape %v", begin, size, in)
		}
		out[i] = s
	}
	n.set(0, out...)
	return nil
}
