package reference

// buildBroadcastTo repeats a tensor along dimensions of size 1 and new ones.
func buildBroadcastTo(p *prep) (kernel, error) {
	if p.in(0).Type != p.out(0).Type {
		return nil, p.noType()
	}
	in, out := p.in(0).Shape, p.out(0).Shape
	s := strides(in)
	m := move{dims: out, step: make([]int, len(out))}
	off := len(out) - len(in)
	for i, d := range in {
		if d != 1 {
			m.step[off+i] = s[i]
		}
	}
	return m.kernel(p)
}
