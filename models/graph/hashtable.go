package graph

import "fmt"

// HashtableOptions are the attributes of HASHTABLE
// (schema.fbs, table HashtableOptions).
type HashtableOptions struct {
	TableId    int32
	KeyDtype   DType
	ValueDtype DType
}

// inferHashtable gives the handle of a table from numbers to strings or back.
func inferHashtable(n *node) error {
	if err := n.arity(0, 0, 1); err != nil {
		return err
	}
	o := n.op.Options.(*HashtableOptions)
	if !keyed(o.KeyDtype, o.ValueDtype) {
		return fmt.Errorf("no table from %v to %v", o.KeyDtype, o.ValueDtype)
	}
	if t := n.out(0); t.Type != Resource {
		return fmt.Errorf("the handle is %v, wants resource", t.Type)
	}
	n.set(0, 1)
	return nil
}

// keyed reports whether there are tables from one type to the other.
func keyed(key, value DType) bool {
	return key == Int64 && value == String || key == String && value == Int64
}

// table checks that input 0 is the handle of a table, as TFLite does.
func (n *node) table() error {
	if t := n.in(0); t.Type != Resource || !equalShapes(n.shape(0), []int{1}) {
		return fmt.Errorf("input 0 is %v %v, wants a vector of one resource", t.Type, n.shape(0))
	}
	return nil
}
