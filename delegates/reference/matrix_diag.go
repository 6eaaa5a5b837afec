package reference

import "edged/models/graph"

// buildMatrixDiag makes square matrices of their diagonals.
func buildMatrixDiag(p *prep) (kernel, error) { return diagonals(p, p.in(0), nil) }

// diagonals makes matrices whose diagonals are given and whose other elements are those of
// from, zero where that is nil.
func diagonals(p *prep, diagonal, from *value) (kernel, error) {
	out := p.out(0)
	if diagonal.Type != out.Type || from != nil && from.Type != out.Type {
		return nil, p.noType()
	}
	switch out.Type {
	case graph.Float32, graph.Int32:
		return setDiagonals[uint32](diagonal, from, out), nil
	case graph.Int64:
		return setDiagonals[uint64](diagonal, from, out), nil
	case graph.Int16:
		return setDiagonals[uint16](diagonal, from, out), nil
	case graph.Int8, graph.UInt8:
		return setDiagonals[uint8](diagonal, from, out), nil
	}
	return nil, p.noType()
}

// setDiagonals takes one unit for each matrix.
func setDiagonals[T element](diagonal, from, out *value) kernel {
	last := len(out.Shape) - 1
	rows, columns := out.Shape[last-1], out.Shape[last]
	size, short := rows*columns, min(rows, columns)
	return parallel{out.unless0(graph.Elems(out.Shape[:last-1])), func(lo, hi, _ int) error {
		y, d := view[T](out)[lo*size:hi*size], view[T](diagonal)
		if from == nil {
			clear(y)
		} else {
			copy(y, view[T](from)[lo*size:])
		}
		for u := lo; u < hi; u++ {
			for i := range short {
				y[(u-lo)*size+i*columns+i] = d[u*short+i]
			}
		}
		return nil
	}}
}
