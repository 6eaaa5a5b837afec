package reference

import (
	"errors"
	"fmt"
	"math"

	"edged/internal/fixedpoint"
	"edged/models/graph"
)

// buildL2Normalization divides each row along the last dimension by its length. Its unit
// is a row.
func buildL2Normalization(p *prep) (kernel, error) {
	in, out := p.in(0), p.out(0)
	if a := p.op.Options.(*graph.L2NormOptions).FusedActivationFunction; a != graph.ActNone {
		return nil, fmt.Errorf("cannot fuse activation %v", a)
	}
	rows, depth := rowsOf(in)
	switch {
	case in.Type != out.Type:
	case in.Type == graph.Float32:
		return parallel{rows, func(lo, hi, _ int) error {
			for r := lo; r < hi; r++ {
				normalizeRow(view[float32](out)[r*depth:(r+1)*depth], view[float32](in)[r*depth:(r+1)*depth])
			}
			return nil
		}}, nil
	case in.Type == graph.Int8:
		return normalize8[int8](p, rows, depth, 0, func(x int32, m fixedpoint.Multiplier) int32 {
			m.Shift += 7
			return m.Mul(x)
		})
	case in.Type == graph.UInt8:
		return normalize8[uint8](p, rows, depth, 128, func(x int32, m fixedpoint.Multiplier) int32 { return m.Mul(128 * x) })
	}
	return nil, p.noType()
}

func normalizeRow(y, x []float32) {
	var sum float32
	for _, v := range x {
		sum += float32(v * v)
	}
	length := max(sqrt32(sum), 1e-6)
	for i, v := range x {
		y[i] = v / length
	}
}

// normalize8 wants an output of scale 1/128 around zero (L2Normalization in
// integer_ops/l2normalization.h and reference/l2normalization.h, which round differently:
// times returns 128 times a product with the inverse of the length).
func normalize8[T int8 | uint8](p *prep, rows, depth int, zero int32, times func(int32, fixedpoint.Multiplier) int32) (kernel, error) {
	in, out := p.in(0), p.out(0)
	q, err := affines(in, out)
	if err != nil {
		return nil, err
	}
	if q[1].scale != 1./128 || q[1].zero != zero {
		return nil, fmt.Errorf("tensor %s has scale %g and zero point %d, wants 1/128 and %d", out.Name, q[1].scale, q[1].zero, zero)
	}
	if depth > math.MaxInt32>>16 {
		return nil, errors.New("its rows are so long that the sum of squares overflows")
	}
	lo, hi := intRange(out.Type)
	return parallel{rows, func(from, to, _ int) error {
		for r := from; r < to; r++ {
			x, y := view[T](in)[r*depth:(r+1)*depth], view[T](out)[r*depth:(r+1)*depth]
			var sum int32
			for _, v := range x {
				d := int32(v) - q[0].zero
				sum += d * d
			}
			inverse := fixedpoint.InvSqrt(sum)
			for i, v := range x {
				y[i] = T(min(max(times(int32(v)-q[0].zero, inverse)+zero, lo), hi))
			}
		}
		return nil
	}}, nil
}
