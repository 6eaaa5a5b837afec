package graph

import "fmt"

// calls returns the subgraphs an operator runs.
func (o *Op) calls() []int32 {
	switch p := o.Options.(type) {
	case *IfOptions:
		return []int32{p.ThenSubgraphIndex, p.ElseSubgraphIndex}
	case *WhileOptions:
		return []int32{p.CondSubgraphIndex, p.BodySubgraphIndex}
	case *CallOnceOptions:
		return []int32{p.InitSubgraphIndex}
	case *CallOptions:
		return []int32{int32(p.Subgraph)}
	case *StableHLOCompositeOptions:
		return []int32{p.DecompositionSubgraphIndex}
	case *StableHLOReduceOptions:
		return []int32{p.BodySubgraphIndex}
	case *StableHLOReduceWindowOptions:
		return []int32{p.BodySubgraphIndex}
	case *StableHLOScatterOptions:
		return []int32{p.UpdateComputationSubgraphIndex}
	case *StableHLOSortOptions:
		return []int32{p.ComparatorSubgraphIndex}
	case *StableHLOWhileOptions:
		return []int32{p.CondSubgraphIndex, p.BodySubgraphIndex}
	case *StableHLOCaseOptions:
		return p.BranchSubgraphIndices
	case *StableHLOCustomCallOptions:
		return p.CalledComputations
	}
	return nil
}

// validateCalls checks that operators run subgraphs that exist, and that no subgraph runs
// itself, directly or through others.
func (g *Graph) validateCalls() error {
	const fresh, open, done = 0, 1, 2
	state := make([]int, len(g.Subgraphs))
	var visit func(i int) error
	visit = func(i int) error {
		state[i] = open
		for j := range g.Subgraphs[i].Ops {
			op := &g.Subgraphs[i].Ops[j]
			for _, c := range op.calls() {
				if c < 0 || int(c) >= len(g.Subgraphs) {
					return at(g, i, fmt.Errorf("%s (operator %d) runs subgraph %d of %d", op.Name(), j, c, len(g.Subgraphs)))
				}
				if state[c] == open {
					return at(g, i, fmt.Errorf("%s (operator %d) runs subgraph %d inside itself", op.Name(), j, c))
				}
				if state[c] == fresh {
					if err := visit(int(c)); err != nil {
						return err
					}
				}
			}
		}
		state[i] = done
		return nil
	}
	for i := range g.Subgraphs {
		if state[i] == fresh {
			if err := visit(i); err != nil {
				return err
			}
		}
	}
	return nil
}

// label names a subgraph in messages.
func (g *Graph) label(i int32) string {
	if name := g.Subgraphs[i].Name; name != "" {
		return fmt.Sprintf("subgraph %d %q", i, name)
	}
	return fmt.Sprintf("subgraph %d", i)
}

// Reachable returns the subgraph and those that its operators run, directly or through
// others, callers first, or an error where one of them is missing or runs itself.
func (g *Graph) Reachable(s *Subgraph) ([]*Subgraph, error) {
	const open, done = 1, 2
	state := map[*Subgraph]int{}
	var out []*Subgraph
	var visit func(s *Subgraph, depth int) error
	visit = func(s *Subgraph, depth int) error {
		if depth > maxInferDepth {
			return fmt.Errorf("more than %d subgraphs run inside each other", maxInferDepth)
		}
		state[s] = open
		out = append(out, s)
		for i := range s.Ops {
			for _, c := range s.Ops[i].calls() {
				if c < 0 || int(c) >= len(g.Subgraphs) {
					return fmt.Errorf("%s (operator %d) runs subgraph %d of %d", s.Ops[i].Name(), i, c, len(g.Subgraphs))
				}
				switch to := g.Subgraphs[c]; state[to] {
				case open:
					return fmt.Errorf("%s (operator %d) runs %s inside itself", s.Ops[i].Name(), i, g.label(c))
				case done:
				default:
					if err := visit(to, depth+1); err != nil {
						return err
					}
				}
			}
		}
		state[s] = done
		return nil
	}
	return out, visit(s, 0)
}

// Label names a subgraph in messages: its number and name, nothing for the first.
func (g *Graph) Label(s *Subgraph) string {
	for i := range g.Subgraphs {
		if g.Subgraphs[i] == s && i > 0 {
			return g.label(int32(i))
		}
	}
	return ""
}

// callee infers what a subgraph that the operator runs makes of inputs of the given shapes
// and returns its outputs' shapes. Where those depend on values it answers errDynamic.
func (n *node) callee(i int32, inputs [][]int) ([][]int, error) {
	g := n.inference.graph
	if i < 0 || int(i) >= len(g.Subgraphs) {
		return nil, fmt.Errorf("runs subgraph %d of %d", i, len(g.Subgraphs))
	}
	s := g.Subgraphs[i]
	f, err := n.inference.inner(s)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", g.label(i), err)
	}
	for j, t := range s.Inputs {
		f.Shapes[t] = inputs[j]
		f.sub.Tensors[t].Shape = inputs[j]
	}
	if err := f.all(); err != nil {
		if Dynamic(err) {
			return nil, errDynamic
		}
		return nil, fmt.Errorf("%s: %w", g.label(i), err)
	}
	out := make([][]int, len(s.Outputs))
	for j, t := range s.Outputs {
		out[j] = f.Shapes[t]
	}
	return out, nil
}

// passes checks that a subgraph takes the operator's inputs from the first-th on, and gives
// what the tensors outs take, of the same types; outs nil: its outputs do not matter.
func (n *node) passes(i int32, first int, outs []int) error {
	g := n.inference.graph
	if i < 0 || int(i) >= len(g.Subgraphs) {
		return fmt.Errorf("runs subgraph %d of %d", i, len(g.Subgraphs))
	}
	s := g.Subgraphs[i]
	in := n.op.Inputs[first:]
	if len(s.Inputs) != len(in) || outs != nil && len(s.Outputs) != len(outs) {
		return fmt.Errorf("%s has %d inputs and %d outputs, the operator %d and %d", g.label(i), len(s.Inputs), len(s.Outputs), len(in), len(n.op.Outputs))
	}
	for j, t := range in {
		if a, b := n.sub.Tensors[t].Type, s.Tensors[s.Inputs[j]].Type; a != b {
			return fmt.Errorf("input %d of %s is %v, wants %v", j, g.label(i), b, a)
		}
	}
	for j, t := range outs {
		if a, b := n.sub.Tensors[t].Type, s.Tensors[s.Outputs[j]].Type; a != b {
			return fmt.Errorf("output %d of %s is %v, wants %v", j, g.label(i), b, a)
		}
	}
	return nil
}

// inputShapes returns the shapes of the operator's inputs from the first-th on, none of
// which may be left out.
func (n *node) inputShapes(first int) [][]int {
	out := make([][]int, 0, len(n.op.Inputs)-first)
	for _, t := range n.op.Inputs[first:] {
		out = append(out, n.shapes[t])
	}
	return out
}

// present checks that no input is left out, and that there are at least some.
func (n *node) present(least int) error {
	return n.arity(max(least, len(n.op.Inputs)), -1, -1)
}
