package graph

import "fmt"

func inferGatherND(n *node) error {
	if err := n.arity(2, 2, 1); err != nil {
		return err
	}
	in, at := n.shape(0), n.shape(1)
	if len(in) == 0 || len(at) == 0 {
		return fmt.Errorf("shapes %v and %v: wants no scalars", in, at)
	}
	depth := at[len(at)-1]
	if depth > len(in) {
		return fmt.Errorf("indices of %d numbers into shape %v", depth, in)
	}
	n.set(0, append(append([]int{}, at[:len(at)-1]...), in[depth:]...)...)
	return nil
}
