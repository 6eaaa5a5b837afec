package reference

import "edged/models/graph"

// buildReverseV2 turns the order of elements round along the axes in input 1.
func buildReverseV2(p *prep) (kernel, error) {
	in := p.in(0)
	if in.Type != p.out(0).Type || p.in(1).Type != graph.Int32 {
		return nil, p.noType()
	}
	m := move{dims: in.Shape, step: strides(in.Shape)}
	for _, a := range p.in(1).Ints() {
		if a < 0 {
			a += len(in.Shape)
		}
		m.base += (in.Shape[a] - 1) * m.step[a]
		m.step[a] = -m.step[a]
	}
	return m.kernel(p)
}
