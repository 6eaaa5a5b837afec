package graph

import "fmt"

// inferScatterND takes index tuples along the last dimension of input 0, a slice of values
// for each, and the constant shape of the output.
func inferScatterND(n *node) error {
	if err := n.arity(3, 3, 1); err != nil {
		return err
	}
	out, err := n.ints(2)
	if err != nil {
		return err
	}
	at, updates := n.shape(0), n.shape(1)
	if len(at) == 0 || len(updates) == 0 || len(n.shape(2)) != 1 {
		return fmt.Errorf("shapes %v, %v and %v: wants no scalars", at, updates, n.shape(2))
	}
	rows, depth := at[:len(at)-1], at[len(at)-1]
	if depth > len(out) || !equalShapes(updates, append(append([]int{}, rows...), out[depth:]...)) {
		return fmt.Errorf("indices %v and updates %v do not go with shape %v", at, updates, out)
	}
	n.set(0, out...)
	return nil
}
