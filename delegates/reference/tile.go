package reference

// buildTile repeats a tensor along each dimension.
func buildTile(p *prep) (kernel, error) {
	if p.in(0).Type != p.out(0).Type {
		return nil, p.noType()
	}
	in := p.in(0).Shape
	s := strides(in)
	var m move
	for i, times := range p.in(1).Ints() {
		m.dims, m.step = append(m.dims, times, in[i]), append(m.step, 0, s[i])
	}
	return m.kernel(p)
}
