package reference

import (
	"fmt"

	loop "edged/internal/kernel"
	"edged/models/graph"
)

// buildGather takes slices along an axis at the positions in input 1.
func buildGather(p *prep) (kernel, error) {
	if p.in(0).Type != p.out(0).Type {
		return nil, p.noType()
	}
	switch p.in(1).Type {
	case graph.Int16:
		return gatherAt[int16](p)
	case graph.Int32:
		return gatherAt[int32](p)
	case graph.Int64:
		return gatherAt[int64](p)
	}
	return nil, p.noType()
}

// gatherAt copies bytes: a slice is whatever lies behind the axis. A unit is one slice of
// the output.
func gatherAt[I int16 | int32 | int64](p *prep) (kernel, error) {
	in, at, out := p.in(0), p.in(1), p.out(0)
	bits := in.Type.Bits()
	if in.Type == graph.String {
		return gatherStrings[I](p)
	}
	if bits < 8 {
		return nil, p.noType()
	}
	a, batch, err := p.op.Options.(*graph.GatherOptions).Resolve(len(in.Shape), len(at.Shape))
	if err != nil {
		return nil, err
	}
	outer := graph.Elems(in.Shape[batch:a])
	n, inner := in.Shape[a], graph.Elems(in.Shape[a+1:])*(bits/8)
	count := graph.Elems(at.Shape[batch:])
	units := graph.Elems(in.Shape[:batch]) * outer * count
	return parallel{out.unless0(units), func(lo, hi, _ int) error {
		indices := view[I](at)
		for u := lo; u < hi; {
			row, first := u/count, u%count // row of batch and outer
			end := min(count, first+hi-u)
			slices := in.Data[row*n*inner:][:n*inner]
			at := indices[row/outer*count:][first:end]
			if i := loop.Pick(out.Data[u*inner:], slices, at, n, inner, p.cpu); i < len(at) {
				return fmt.Errorf("index %d is outside axis %d of size %d", at[i], a, n)
			}
			u += end - first
		}
		return nil
	}}, nil
}

// gatherStrings picks elements of a vector of strings; TFLite takes no more dimensions.
func gatherStrings[I int16 | int32 | int64](p *prep) (kernel, error) {
	in, at, out := p.in(0), p.in(1), p.out(0)
	if len(in.Shape) != 1 {
		return nil, fmt.Errorf("no kernel for string of shape %v, wants a vector", in.Shape)
	}
	n, size := in.Elems(), out.Elems()
	from := func(i int) int { return int(view[I](at)[i]) }
	return serial(func() error {
		for _, i := range view[I](at) {
			if i := int64(i); i < 0 || i >= int64(n) {
				return fmt.Errorf("index %d is outside axis 0 of size %d", i, n)
			}
		}
		return out.pick(size, in, from)
	}), nil
}
