package graph

import "fmt"

func inferPad(n *node) error {
	if err := n.arity(2, 3, 1); err != nil {
		return err
	}
	if v := n.in(2); v != nil && Elems(n.shape(2)) != 1 {
		return fmt.Errorf("padding value has shape %v, wants one element", n.shape(2))
	}
	return n.padded(func(int, int) error { return nil })
}

// padded sets the output's shape to the input's with the sizes in constant input 1, of
// shape [rank, 2], put before and after each dimension. check may refuse a size.
func (n *node) padded(check func(dim, size int) error) error {
	in := n.shape(0)
	sizes, err := n.ints(1)
	if err != nil {
		return err
	}
	if !equalShapes(n.shape(1), []int{len(in), 2}) || len(sizes) != 2*len(in) {
		return fmt.Errorf("paddings have shape %v, wants [%d 2]", n.shape(1), len(in))
	}
	out := make([]int, len(in))
	for i, d := range in {
		before, after := sizes[2*i], sizes[2*i+1]
		if before < 0 || after < 0 {
			return fmt.Errorf("padding %d, %d of dimension %d is negative", before, after, i)
		}
		for _, s := range []int{before, after} {
			if err := check(d, s); err != nil {
				return err
			}
		}
		if out[i], err = addDim(d, before, after); err != nil {
			return err
		}
	}
	n.set(0, out...)
	return nil
}
