package reference

import "edged/models/graph"

// buildReduceAll reports where all elements are true.
func buildReduceAll(p *prep) (kernel, error) {
	return reducedBools(p, true, func(acc, x bool) bool { return acc && x })
}

func reducedBools(p *prep, first bool, f func(acc, x bool) bool) (kernel, error) {
	if p.in(0).Type != graph.Bool || p.out(0).Type != graph.Bool {
		return nil, p.noType()
	}
	return reduced(p, first, f), nil
}
