package reference

import (
	"fmt"

	"edged/models/graph"
)

// buildPad puts a value around the input: zero, which quantized is the zero point, or
// for PADV2 the element in input 2.
func buildPad(p *prep) (kernel, error) {
	in, out := p.in(0), p.out(0)
	if in.Type != out.Type {
		return nil, p.noType()
	}
	if v := p.in(2); v != nil {
		if v.Type != out.Type {
			return nil, p.noType()
		}
		if err := sameAffine(v, out); err != nil {
			return nil, err
		}
	}
	if len(in.Shape) == 0 || len(in.Shape) > maxMoveRank {
		return nil, fmt.Errorf("rank %d, wants 1 to %d", len(in.Shape), maxMoveRank)
	}
	zero := out.ZeroPoint()
	return p.byWidth(out.Type,
		func() (kernel, error) { return padRows(p, uint8(zero)), nil },
		func() (kernel, error) { return padRows(p, uint16(zero)), nil },
		func() (kernel, error) { return padRows(p, uint32(0)), nil },
		func() (kernel, error) { return padRows(p, uint64(0)), nil })
}

// padRows takes one unit for each row of the output along the last dimension.
func padRows[T element](p *prep, zero T) kernel {
	in, out, sizes := p.in(0), p.out(0), p.in(1).Ints()
	last := len(in.Shape) - 1
	n, width, before := in.Shape[last], out.Shape[last], sizes[2*last]
	return parallel{out.unless0(graph.Elems(out.Shape[:last])), func(lo, hi, _ int) error {
		v := zero
		if c := p.in(2); c != nil {
			v = view[T](c)[0]
		}
		x, y := view[T](in), view[T](out)
		for u := lo; u < hi; u++ {
			row := y[u*width : (u+1)*width]
			from := inputRow(u, in.Shape[:last], out.Shape[:last], sizes)
			if from < 0 {
				repeat(row, v)
				continue
			}
			repeat(row[:before], v)
			copy(row[before:], x[from*n:(from+1)*n])
			repeat(row[before+n:], v)
		}
		return nil
	}}
}

// inputRow returns the row of the input that lies in a row of the output, -1 if none.
func inputRow(row int, in, out, sizes []int) int {
	from, step := 0, 1
	for i := len(in) - 1; i >= 0; i-- {
		at := row%out[i] - sizes[2*i]
		row /= out[i]
		if at < 0 || at >= in[i] {
			return -1
		}
		from += at * step
		step *= in[i]
	}
	return from
}

// repeat sets every element.
func repeat[T element](x []T, v T) {
	for i := range x {
		x[i] = v
	}
}
