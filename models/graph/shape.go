package graph

import "fmt"

// ShapeOptions are the attributes of SHAPE
// (schema.fbs, table ShapeOptions).
type ShapeOptions struct {
	OutType DType
}

// inferShape makes the input's shape a vector, which is known from here on.
func inferShape(n *node) error {
	if err := n.arity(1, 1, 1); err != nil {
		return err
	}
	want := n.op.Options.(*ShapeOptions).OutType
	if t := n.out(0).Type; t != want || t != Int32 && t != Int64 {
		return fmt.Errorf("output is %v, the attribute says %v, wants int32 or int64", t, want)
	}
	n.set(0, len(n.shape(0)))
	n.know(0, append([]int{}, n.shape(0)...))
	return nil
}
