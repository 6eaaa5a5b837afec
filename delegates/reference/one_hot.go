package reference

import "edged/models/graph"

// buildOneHot spreads each index along a new axis: on where the position is the index, off
// elsewhere.
func buildOneHot(p *prep) (kernel, error) {
	on, off, out := p.in(2), p.in(3), p.out(0)
	if on.Type != off.Type || on.Type != out.Type {
		return nil, p.noType()
	}
	switch out.Type {
	case graph.Float32, graph.Int32:
		return oneHot[uint32](p)
	case graph.Int64:
		return oneHot[uint64](p)
	case graph.Int8, graph.UInt8, graph.Bool:
		return oneHot[uint8](p)
	}
	return nil, p.noType()
}

func oneHot[T element](p *prep) (kernel, error) {
	switch p.in(0).Type {
	case graph.Int32:
		return oneHotAt[T, int32](p), nil
	case graph.Int64:
		return oneHotAt[T, int64](p), nil
	}
	return nil, p.noType()
}

// oneHotAt takes one unit for each position along the new axis of each index before it.
// TFLite looks at the low 32 bits of an index.
func oneHotAt[T element, I int32 | int64](p *prep) kernel {
	at, on, off, out := p.in(0), p.in(2), p.in(3), p.out(0)
	a := int(p.op.Options.(*graph.OneHotOptions).Axis)
	if a == -1 {
		a = len(at.Shape)
	}
	before, depth, behind := graph.Elems(at.Shape[:a]), out.Shape[a], graph.Elems(at.Shape[a:])
	return parallel{out.unless0(before * depth), func(lo, hi, _ int) error {
		yes, no := view[T](on)[0], view[T](off)[0]
		x, y := view[I](at), view[T](out)
		for u := lo; u < hi; u++ {
			row, from := y[u*behind:(u+1)*behind], x[u/depth*behind:]
			for k := range row {
				row[k] = no
				if int32(from[k]) == int32(u%depth) {
					row[k] = yes
				}
			}
		}
		return nil
	}}
}
