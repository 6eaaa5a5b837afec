package graph

import "fmt"

// WhileOptions are the attributes of WHILE
// (schema.fbs, table WhileOptions).
type WhileOptions struct {
	CondSubgraphIndex int32
	BodySubgraphIndex int32
}

// inferWhile knows the outputs' shapes where one round does not change them.
func inferWhile(n *node) error {
	if err := n.present(0); err != nil {
		return err
	}
	o := n.op.Options.(*WhileOptions)
	if o.CondSubgraphIndex == o.BodySubgraphIndex {
		return fmt.Errorf("condition and body are both subgraph %d", o.BodySubgraphIndex)
	}
	if err := n.passes(o.BodySubgraphIndex, 0, n.op.Outputs); err != nil {
		return err
	}
	for i, t := range n.op.Inputs {
		if a, b := n.sub.Tensors[t].Type, n.out(i).Type; a != b {
			return fmt.Errorf("input %d is %v, output %d is %v", i, a, i, b)
		}
	}
	in := n.inputShapes(0)
	if err := n.condition(o.CondSubgraphIndex, in); err != nil {
		return err
	}
	out, err := n.callee(o.BodySubgraphIndex, in)
	if err != nil {
		return err
	}
	for i, s := range out {
		if !equalShapes(s, in[i]) {
			return errDynamic
		}
	}
	for i, s := range out {
		n.set(i, s...)
	}
	return nil
}

// condition checks the subgraph that says whether a loop goes on.
func (n *node) condition(i int32, in [][]int) error {
	g := n.inference.graph
	if i < 0 || int(i) >= len(g.Subgraphs) {
		return fmt.Errorf("runs subgraph %d of %d", i, len(g.Subgraphs))
	}
	s := g.Subgraphs[i]
	if len(s.Outputs) != 1 || s.Tensors[s.Outputs[0]].Type != Bool {
		return fmt.Errorf("%s gives no condition: it must have one output, a bool", g.label(i))
	}
	if err := n.passes(i, 0, nil); err != nil {
		return err
	}
	out, err := n.callee(i, in)
	switch {
	case Dynamic(err):
		return nil // looked at when it has run
	case err != nil:
		return err
	case Elems(out[0]) != 1:
		return fmt.Errorf("%s gives a condition of shape %v, wants one element", g.label(i), out[0])
	}
	return nil
}
