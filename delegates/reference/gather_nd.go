package reference

import (
	"fmt"

	"edged/models/graph"
)

// buildGatherND takes slices at the index tuples along the last dimension of input 1.
func buildGatherND(p *prep) (kernel, error) {
	if p.in(0).Type != p.out(0).Type {
		return nil, p.noType()
	}
	switch p.in(1).Type {
	case graph.Int16:
		return gatherNDAt[int16](p)
	case graph.Int32:
		return gatherNDAt[int32](p)
	case graph.Int64:
		return gatherNDAt[int64](p)
	}
	return nil, p.noType()
}

// gatherNDAt takes one unit for each tuple.
func gatherNDAt[I int16 | int32 | int64](p *prep) (kernel, error) {
	in, at, out := p.in(0), p.in(1), p.out(0)
	bits := in.Type.Bits()
	if in.Type == graph.String {
		return gatherNDStrings[I](p)
	}
	if bits < 8 {
		return nil, p.noType()
	}
	last := len(at.Shape) - 1
	depth := at.Shape[last]
	dims, step := in.Shape[:depth], strides(in.Shape)
	inner := graph.Elems(in.Shape[depth:])
	size := bits / 8
	return parallel{out.unless0(graph.Elems(at.Shape[:last])), func(lo, hi, _ int) error {
		indices := view[I](at)
		for u := lo; u < hi; u++ {
			from := 0
			for j, d := range dims {
				i := int64(indices[u*depth+j])
				if i < 0 || i >= int64(d) {
					return fmt.Errorf("index %d is outside axis %d of size %d", i, j, d)
				}
				from += int(i) * step[j]
			}
			copy(out.Data[u*inner*size:(u+1)*inner*size], in.Data[from*size:(from+inner)*size])
		}
		return nil
	}}, nil
}

// gatherNDStrings does the same with strings.
func gatherNDStrings[I int16 | int32 | int64](p *prep) (kernel, error) {
	in, at, out := p.in(0), p.in(1), p.out(0)
	depth := at.Shape[len(at.Shape)-1]
	dims, step := in.Shape[:depth], strides(in.Shape)
	inner, size := graph.Elems(in.Shape[depth:]), out.Elems()
	from := func(i int) int {
		tuple, at := view[I](at)[i/inner*depth:], i%inner
		for j := range dims {
			at += int(tuple[j]) * step[j]
		}
		return at
	}
	return serial(func() error {
		for k, i := range view[I](at) {
			if i := int64(i); size > 0 && (i < 0 || i >= int64(dims[k%depth])) {
				return fmt.Errorf("index %d is outside axis %d of size %d", i, k%depth, dims[k%depth])
			}
		}
		return out.pick(size, in, from)
	}), nil
}
