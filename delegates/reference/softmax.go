package reference

import (
	"math"

	"edged/models/graph"
)

// buildSoftmax normalises along the last dimension (TFLite's reference/softmax.h): float32,
// float16, int8, uint8 and int16 in and out, and 8 bits to int16. Its unit is a row.
func buildSoftmax(p *prep) (kernel, error) {
	in, out := p.in(0), p.out(0)
	beta := p.op.Options.(*graph.SoftmaxOptions).Beta
	switch {
	case is8bit(in.Type) && out.Type == graph.Int16:
		return newSoftmax8(in, out, beta)
	case in.Type != out.Type:
		return nil, p.noType()
	case in.Type == graph.Float32:
		return softmaxRows(in, out, func(y, x []float32) { softmaxRow(y, x, beta) })
	case in.Type == graph.Float16:
		return softmaxRows(in, out, func(y, x []float16) { softmaxHalves(y, x, beta) })
	case in.Type == graph.Int16:
		return newSoftmax16(in, out, beta)
	case is8bit(in.Type):
		return newSoftmax8(in, out, beta)
	}
	return nil, p.noType()
}

// rowsOf returns how many rows a tensor has and how long they are; no rows where they are
// empty.
func rowsOf(v *value) (rows, depth int) {
	if depth = v.Shape[len(v.Shape)-1]; depth > 0 {
		rows = v.Elems() / depth
	}
	return rows, depth
}

// softmaxRows makes the kernel of a function of a row.
func softmaxRows[T element](in, out *value, row func(y, x []T)) (kernel, error) {
	rows, depth := rowsOf(in)
	return parallel{rows, func(lo, hi, _ int) error {
		for r := lo; r < hi; r++ {
			row(view[T](out)[r*depth:(r+1)*depth], view[T](in)[r*depth:(r+1)*depth])
		}
		return nil
	}}, nil
}

func softmaxRow(y, x []float32, beta float32) {
	top := float32(-math.MaxFloat32)
	for _, v := range x {
		top = max(top, v)
	}
	var sum float32
	for i, v := range x {
		e := exp32((v - top) * beta)
		y[i] = e
		sum += e
	}
	for i := range y {
		y[i] /= sum
	}
}

// softmaxHalves rounds exponentials before it divides them.
func softmaxHalves(y, x []float16, beta float32) {
	top := float32(-maxFloat16)
	for _, v := range x {
		top = max(top, v.float())
	}
	var sum float32
	for i, v := range x {
		e := exp32((v.float() - top) * beta)
		y[i] = float16Of(e)
		sum += e
	}
	for i, v := range y {
		y[i] = float16Of(v.float() / sum)
	}
}
