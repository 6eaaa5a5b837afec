package graph

import "fmt"

// SparseToDenseOptions are the attributes of SPARSE_TO_DENSE
// (schema.fbs, table SparseToDenseOptions).
type SparseToDenseOptions struct {
	ValidateIndices bool
}

// inferSparseToDense takes indices, one number or one row for each value; the constant
// shape of the output; a value for each index or one for all; and the value elsewhere.
func inferSparseToDense(n *node) error {
	if err := n.arity(4, 4, 1); err != nil {
		return err
	}
	if err := n.rank(0, 0, 2); err != nil {
		return err
	}
	if err := n.rank(2, 0, 1); err != nil {
		return err
	}
	out, err := n.ints(1)
	if err != nil {
		return err
	}
	at, values := n.shape(0), n.shape(2)
	count, depth := Elems(at), 1
	if len(at) == 2 {
		count, depth = at[0], at[1]
	}
	switch {
	case len(n.shape(1)) != 1 || len(out) != depth || depth < 1 || depth > 4:
		return fmt.Errorf("indices of %d numbers into shape %v, wants 1 to 4", depth, out)
	case len(values) == 1 && values[0] != count:
		return fmt.Errorf("%d values for %d indices", values[0], count)
	case Elems(n.shape(3)) != 1:
		return fmt.Errorf("default value has shape %v, wants one element", n.shape(3))
	}
	n.set(0, out...)
	return nil
}
