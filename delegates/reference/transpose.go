package reference

import "edged/models/graph"

// buildTranspose permutes dimensions.
func buildTranspose(p *prep) (kernel, error) {
	in, out := p.in(0), p.out(0)
	if in.Type != out.Type {
		return nil, p.noType()
	}
	perm, err := graph.Permutation(p.in(1).Ints(), len(in.Shape))
	if err != nil {
		return nil, err
	}
	s := strides(in.Shape)
	m := move{dims: out.Shape}
	for _, a := range perm {
		m.step = append(m.step, s[a])
	}
	return m.kernel(p)
}
