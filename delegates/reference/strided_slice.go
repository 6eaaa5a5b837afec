package reference

import "edged/models/graph"

// buildStridedSlice takes elements at regular distances.
func buildStridedSlice(p *prep) (kernel, error) {
	in, out := p.in(0), p.out(0)
	if in.Type != out.Type {
		return nil, p.noType()
	}
	o := p.op.Options.(*graph.StridedSliceOptions)
	s, err := o.Resolve(in.Shape, p.in(1).Ints(), p.in(2).Ints(), p.in(3).Ints())
	if err != nil {
		return nil, err
	}
	m := move{dims: s.Count, step: strides(in.Shape)}
	for i := range m.step {
		m.base += s.Begin[i] * m.step[i]
		m.step[i] *= s.Step[i]
	}
	return m.kernel(p)
}
