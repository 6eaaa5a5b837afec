package graph

import "fmt"

// VarHandleOptions are the attributes of VAR_HANDLE
// (schema.fbs, table VarHandleOptions).
type VarHandleOptions struct {
	Container  string
	SharedName string
}

// inferVarHandle gives a handle the shape that the file says, which does not matter.
func inferVarHandle(n *node) error {
	if err := n.arity(0, 0, 1); err != nil {
		return err
	}
	if t := n.out(0); t.Type != Resource && t.Type != Int32 {
		return fmt.Errorf("the handle is %v, wants resource", t.Type)
	}
	n.set(0)
	return nil
}

// handle checks that input i is the handle of a variable or a table.
func (n *node) handle(i int) error {
	if t := n.in(i); t.Type != Resource && t.Type != Int32 || Elems(n.shape(i)) != 1 {
		return fmt.Errorf("input %d is %v %v, wants one resource", i, t.Type, n.shape(i))
	}
	return nil
}
