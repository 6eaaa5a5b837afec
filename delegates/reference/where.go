package reference

import "edged/models/graph"

// buildWhere lists the coordinates of the elements of a constant that are not zero.
func buildWhere(p *prep) (kernel, error) {
	in, out := p.in(0), p.out(0)
	switch in.Type {
	case graph.Bool, graph.Float32, graph.Int64, graph.Int32, graph.Int8, graph.UInt8, graph.UInt32:
	default:
		return nil, p.noType()
	}
	if out.Type != graph.Int64 {
		return nil, p.noType()
	}
	n, step := in.Elems(), strides(in.Shape)
	return serial(func() error {
		to := view[int64](out)
		for i := range n {
			if len(to) < len(step) || !in.NonZero(i) {
				continue
			}
			for a, s := range step {
				to[a] = int64(i / s % in.Shape[a])
			}
			to = to[len(step):]
		}
		return nil
	}), nil
}
