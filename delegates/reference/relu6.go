package reference

import "edged/models/graph"

// buildRelu6 computes min(max(x, 0), 6).
func buildRelu6(p *prep) (kernel, error) {
	if p.in(0).Type == graph.Int16 && p.out(0).Type == graph.Int16 {
		return clipQuantized(p, 0, 6)
	}
	return buildClip(p, 0, 6)
}
