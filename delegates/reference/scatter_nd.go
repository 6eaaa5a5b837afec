package reference

import (
	"fmt"

	"edged/models/graph"
)

// buildScatterND adds slices up at the index tuples along the last dimension of input 0;
// all else is zero.
func buildScatterND(p *prep) (kernel, error) {
	if p.in(1).Type != p.out(0).Type || p.in(0).Type != graph.Int32 || p.in(2).Type != graph.Int32 {
		return nil, p.noType()
	}
	switch p.out(0).Type {
	case graph.Float32:
		return scatterND(p, add[float32]), nil
	case graph.UInt8:
		return scatterND(p, add[uint8]), nil
	case graph.Int8:
		return scatterND(p, add[int8]), nil
	case graph.Int32:
		return scatterND(p, add[int32]), nil
	case graph.Int64:
		return scatterND(p, add[int64]), nil
	case graph.Bool:
		return scatterND(p, func(x, y uint8) uint8 { return min(x+y, 1) }), nil
	}
	return nil, p.noType()
}

func add[T number](x, y T) T { return x + y }

func scatterND[T number](p *prep, add func(x, y T) T) kernel {
	at, in, out := p.in(0), p.in(1), p.out(0)
	last := len(at.Shape) - 1
	rows, depth := graph.Elems(at.Shape[:last]), at.Shape[last]
	step, inner := strides(out.Shape), graph.Elems(out.Shape[depth:])
	return serial(func() error {
		indices, x, y := view[int32](at), view[T](in), view[T](out)
		clear(y)
		for u := range in.unless0(rows) {
			to := 0
			for j, i := range indices[u*depth : (u+1)*depth] {
				if i < 0 || int(i) >= out.Shape[j] {
					return fmt.Errorf("index %d is outside axis %d of size %d", i, j, out.Shape[j])
				}
				to += int(i) * step[j]
			}
			slice := y[to : to+inner]
			for k := range slice {
				slice[k] = add(slice[k], x[u*inner+k])
			}
		}
		return nil
	})
}
