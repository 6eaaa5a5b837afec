package reference

import (
	"fmt"

	"edged/models/graph"
)

// buildMirrorPad puts the input's mirror image around it.
func buildMirrorPad(p *prep) (kernel, error) {
	in := p.in(0)
	if err := p.moved(); err != nil {
		return nil, err
	}
	if len(in.Shape) == 0 || len(in.Shape) > maxMoveRank {
		return nil, fmt.Errorf("rank %d, wants 1 to %d", len(in.Shape), maxMoveRank)
	}
	skip := 1 - int(p.op.Options.(*graph.MirrorPadOptions).Mode)
	return p.byWidth(in.Type,
		func() (kernel, error) { return mirrorRows[uint8](p, skip), nil },
		func() (kernel, error) { return mirrorRows[uint16](p, skip), nil },
		func() (kernel, error) { return mirrorRows[uint32](p, skip), nil },
		func() (kernel, error) { return mirrorRows[uint64](p, skip), nil })
}

// mirrorRows takes one unit for each row of the output along the last dimension. skip is
// 1 where the border element is not repeated.
func mirrorRows[T element](p *prep, skip int) kernel {
	in, out, sizes := p.in(0), p.out(0), p.in(1).Ints()
	last := len(in.Shape) - 1
	n, width, before := in.Shape[last], out.Shape[last], sizes[2*last]
	return parallel{out.unless0(graph.Elems(out.Shape[:last])), func(lo, hi, _ int) error {
		x, y := view[T](in), view[T](out)
		for u := lo; u < hi; u++ {
			from, step, rest := 0, 1, u
			for i := last - 1; i >= 0; i-- {
				from += mirrored(rest%out.Shape[i]-sizes[2*i], in.Shape[i], skip) * step
				rest /= out.Shape[i]
				step *= in.Shape[i]
			}
			row := x[from*n : (from+1)*n]
			for k := range width {
				y[u*width+k] = row[mirrored(k-before, n, skip)]
			}
		}
		return nil
	}}
}

// mirrored returns the index in [0, n) that i is the mirror image of.
func mirrored(i, n, skip int) int {
	switch {
	case i < 0:
		return skip - 1 - i
	case i >= n:
		return 2*n - 1 - skip - i
	}
	return i
}
