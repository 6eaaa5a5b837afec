package reference

// buildSlice takes a box of elements.
func buildSlice(p *prep) (kernel, error) {
	in, out := p.in(0), p.out(0)
	if in.Type != out.Type {
		return nil, p.noType()
	}
	m := move{dims: out.Shape, step: strides(in.Shape)}
	for i, b := range p.in(1).Ints() {
		m.base += b * m.step[i]
	}
	return m.kernel(p)
}
