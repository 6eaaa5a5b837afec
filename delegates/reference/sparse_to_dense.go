package reference

import (
	"fmt"

	"edged/models/graph"
)

// buildSparseToDense fills the output with a default and sets the elements at the indices.
func buildSparseToDense(p *prep) (kernel, error) {
	t := p.out(0).Type
	if p.in(2).Type != t || p.in(3).Type != t {
		return nil, p.noType()
	}
	switch t {
	case graph.Float32, graph.Int32:
		return sparseToDense[uint32](p)
	case graph.Int64:
		return sparseToDense[uint64](p)
	case graph.Int8, graph.UInt8:
		return sparseToDense[uint8](p)
	}
	return nil, p.noType()
}

func sparseToDense[T element](p *prep) (kernel, error) {
	switch p.in(0).Type {
	case graph.Int32:
		return sparseToDenseAt[T, int32](p), nil
	case graph.Int64:
		return sparseToDenseAt[T, int64](p), nil
	}
	return nil, p.noType()
}

func sparseToDenseAt[T element, I int32 | int64](p *prep) kernel {
	at, values, rest, out := p.in(0), p.in(2), p.in(3), p.out(0)
	rows, depth, step := at.Elems(), 1, strides(out.Shape)
	if len(at.Shape) == 2 {
		rows, depth = at.Shape[0], at.Shape[1]
	}
	one := len(values.Shape) == 0
	return serial(func() error {
		indices, x, y := view[I](at), view[T](values), view[T](out)
		repeat(y, view[T](rest)[0])
		for u := range rows {
			to := 0
			for j, i := range indices[u*depth : (u+1)*depth] {
				if i < 0 || int64(i) >= int64(out.Shape[j]) {
					return fmt.Errorf("index %d is outside axis %d of size %d", i, j, out.Shape[j])
				}
				to += int(i) * step[j]
			}
			v := x[0]
			if !one {
				v = x[u]
			}
			y[to] = v
		}
		return nil
	})
}
