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
