package reference

import (
	"edged/models/graph"
)

// buildSelect takes elements of input 1 where the condition, input 0, holds, and of input
// 2 where it does not. It moves elements of any type of 8, 16, 32 or 64 bits.
func buildSelect(p *prep) (kernel, error) {
	cond := *p.in(0)
	if r := len(p.in(1).Shape); p.op.Code == graph.OpSelect && len(cond.Shape) == 1 && r > 1 {
		// One condition for each row.
		for len(cond.Shape) < r {
			cond.Shape = append(cond.Shape[:len(cond.Shape):len(cond.Shape)], 1)
		}
	}
	if cond.Type != graph.Bool || p.in(1).Type != p.in(2).Type || p.in(1).Type != p.out(0).Type {
		return nil, p.noType()
	}
	w, err := walkOf(p.out(0).Shape, cond.Shape, p.in(1).Shape, p.in(2).Shape)
	if err != nil {
		return nil, err
	}
	switch p.out(0).Type.Bits() {
	case 8:
		return selectElements[uint8](p, w), nil
	case 16:
		return selectElements[uint16](p, w), nil
	case 32:
		return selectElements[uint32](p, w), nil
	case 64:
		return selectElements[uint64](p, w), nil
	}
	return nil, p.noType()
}

// selectElements takes one unit for each run along the innermost dimension.
func selectElements[T element](p *prep, w *walk) kernel {
	cond, x, y, out := p.in(0), p.in(1), p.in(2), p.out(0)
	inner := w.dims[0]
	return parallel{graph.Elems(w.dims[1:]), func(lo, hi, _ int) error {
		cs, xs, ys, os := view[uint8](cond), view[T](x), view[T](y), view[T](out)
		for u := lo; u < hi; u++ {
			c, i, j := w.at(0, u), w.at(1, u), w.at(2, u)
			row := os[u*inner : (u+1)*inner]
			for k := range row {
				if cs[c] != 0 {
					row[k] = xs[i]
				} else {
					row[k] = ys[j]
				}
				c, i, j = c+w.steps[0][0], i+w.steps[1][0], j+w.steps[2][0]
			}
		}
		return nil
	}}
}
