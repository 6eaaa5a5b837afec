package reference

import (
	"fmt"

	"edged/models/graph"
)

// buildEmbeddingLookup takes rows of a table: as they are, or, of 8, 4 or 2 bits, as
// floats by a scale for the table or for each row (TFLite's embedding_lookup.cc).
func buildEmbeddingLookup(p *prep) (kernel, error) {
	table, out := p.in(1), p.out(0)
	switch {
	case table.Type == out.Type && out.Type.Bits() >= 8:
		n := rowBytes(out, 1)
		return lookup(p, func(u, row int) {
			copy(out.Data[u*n:(u+1)*n], table.Data[row*n:(row+1)*n])
		}), nil
	case out.Type != graph.Float32:
		return nil, p.noType()
	}
	switch table.Type {
	case graph.Int8, graph.UInt8, graph.Int4, graph.Int2:
		return lookupScaled(p)
	}
	return nil, p.noType()
}

// lookup calls take for each number in input 0 with its place and the row of the table.
func lookup(p *prep, take func(u, row int)) kernel {
	at := p.in(0)
	rows := p.in(1).Shape[0]
	return parallel{at.Elems(), func(lo, hi, _ int) error {
		for u, row := range view[int32](at)[lo:hi] {
			if row < 0 || int(row) >= rows {
				return fmt.Errorf("row %d is outside a table of %d", row, rows)
			}
			take(lo+u, int(row))
		}
		return nil
	}}
}

// lookupScaled widens rows. TFLite takes unsigned bytes for signed ones, and a row of 4 or
// 2 bits from the byte its first element lies in.
func lookupScaled(p *prep) (kernel, error) {
	table, out := p.in(1), p.out(0)
	scales, err := filterScales(table, 0, table.Shape[0])
	if err != nil {
		return nil, err
	}
	if z := table.Quant.ZeroPoint; len(z) > 0 && z[0] != 0 {
		return nil, fmt.Errorf("tensor %s: zero point %d of a table must be 0", table.Name, z[0])
	}
	n, bits := graph.Elems(out.Shape[1:]), table.Type.Bits()
	each := 8 / bits
	return lookup(p, func(u, row int) {
		scale := scales[row] / float32(int(1)<<(8-bits))
		from, to := table.Data[row*n/each:], view[float32](out)[u*n:(u+1)*n]
		for i := range to {
			high := int8(from[i/each] << (8 - bits - i%each*bits) >> (8 - bits) << (8 - bits))
			to[i] = float32(high) * scale
		}
	}), nil
}
