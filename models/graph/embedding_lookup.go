package graph

import "fmt"

// inferEmbeddingLookup takes a vector of row numbers and a table whose rows lie behind its
// first dimension.
func inferEmbeddingLookup(n *node) error {
	if err := n.arity(2, 2, 1); err != nil {
		return err
	}
	at, table := n.shape(0), n.shape(1)
	if len(at) != 1 || len(table) < 2 || n.in(0).Type != Int32 {
		return fmt.Errorf("rows %v of shape %v of a table %v, wants an int32 vector and a matrix", n.in(0).Type, at, table)
	}
	n.set(0, replaced(table, 0, at[0])...)
	return nil
}
