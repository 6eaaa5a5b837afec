package reference

import "edged/models/graph"

// buildDynamicUpdateSlice puts a smaller tensor into a copy of a larger one, where input 2
// says, moved back inside where it would stand out.
func buildDynamicUpdateSlice(p *prep) (kernel, error) {
	in, update, out := p.in(0), p.in(1), p.out(0)
	if in.Type != update.Type || in.Type != out.Type || in.Type.Bits() < 8 {
		return nil, p.noType()
	}
	switch p.in(2).Type {
	case graph.Int32:
		return updateSlice[int32](p), nil
	case graph.Int64:
		return updateSlice[int64](p), nil
	}
	return nil, p.noType()
}

func updateSlice[I int32 | int64](p *prep) kernel {
	in, update, start, out := p.in(0), p.in(1), p.in(2), p.out(0)
	size := in.Type.Bits() / 8
	step := strides(in.Shape)
	width := size // of a row of the update
	rows := update.Shape
	if r := len(rows); r > 0 {
		width, rows = size*rows[r-1], rows[:r-1]
	}
	units := graph.Elems(update.Shape)
	if width > 0 {
		units = graph.Elems(rows)
	}
	return serial(func() error {
		copy(out.Data, in.Data)
		base := 0
		for i, s := range view[I](start) {
			base += int(max(0, min(int64(s), int64(in.Shape[i]-update.Shape[i])))) * step[i]
		}
		for u := range units {
			to, rest := base, u
			for i := len(rows) - 1; i >= 0; i-- {
				to += rest % rows[i] * step[i]
				rest /= rows[i]
			}
			copy(out.Data[to*size:to*size+width], update.Data[u*width:])
		}
		return nil
	})
}
