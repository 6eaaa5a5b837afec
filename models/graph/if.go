package graph

import "fmt"

// IfOptions are the attributes of IF
// (schema.fbs, table IfOptions).
type IfOptions struct {
	ThenSubgraphIndex int32
	ElseSubgraphIndex int32
}

// inferIf takes the outputs' shapes from the branches where both agree.
func inferIf(n *node) error {
	if err := n.present(1); err != nil {
		return err
	}
	o := n.op.Options.(*IfOptions)
	if t := n.in(0); t.Type != Bool || Elems(n.shape(0)) != 1 {
		return fmt.Errorf("the condition is %v %v, wants one bool", t.Type, n.shape(0))
	}
	var branches [2][][]int
	dynamic := false
	for i, s := range []int32{o.ThenSubgraphIndex, o.ElseSubgraphIndex} {
		if err := n.passes(s, 1, n.op.Outputs); err != nil {
			return err
		}
		shapes, err := n.callee(s, n.inputShapes(1))
		if err != nil && !Dynamic(err) {
			return err
		}
		branches[i], dynamic = shapes, dynamic || err != nil
	}
	for i := range n.op.Outputs {
		if dynamic || !equalShapes(branches[0][i], branches[1][i]) {
			return errDynamic
		}
	}
	for i, s := range branches[0] {
		n.set(i, s...)
	}
	return nil
}
