package graph

import "fmt"

func inferHashtableSize(n *node) error {
	if err := n.arity(1, 1, 1); err != nil {
		return err
	}
	if err := n.table(); err != nil {
		return err
	}
	if t := n.out(0).Type; t != Int64 {
		return fmt.Errorf("output is %v, wants int64", t)
	}
	n.set(0, 1)
	return nil
}
