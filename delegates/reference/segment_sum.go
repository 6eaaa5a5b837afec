package reference

import "edged/models/graph"

// buildSegmentSum adds up the rows of each segment.
func buildSegmentSum(p *prep) (kernel, error) {
	switch {
	case p.in(0).Type != p.out(0).Type || p.in(1).Type != graph.Int32:
	case p.in(0).Type == graph.Float32:
		return segments(p, 0, add[float32]), nil
	case p.in(0).Type == graph.Int32:
		return segments(p, 0, add[int32]), nil
	}
	return nil, p.noType()
}

// segments combines the slices of input 0 with the same number in input 1, beginning with
// first. Slices with negative numbers are left out. The shape rule has checked the
// numbers, which are constant.
func segments[T number](p *prep, first T, f func(x, y T) T) kernel {
	in, ids, out := p.in(0), p.in(1), p.out(0)
	n := graph.Elems(out.Shape[1:])
	return serial(func() error {
		x, y := view[T](in), view[T](out)
		repeat(y, first)
		for i, id := range view[int32](ids) {
			if id < 0 {
				continue
			}
			row := y[int(id)*n : (int(id)+1)*n]
			for k := range row {
				row[k] = f(row[k], x[i*n+k])
			}
		}
		return nil
	})
}
