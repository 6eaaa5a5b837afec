package reference

import (
	"edged/models/graph"
)

// buildConcatenation puts inputs one after the other along an axis. uint8 inputs of other
// quantizations are brought to the output's in float32, as TFLite does
// (ConcatenationWithScaling in reference/concatenation.h).
func buildConcatenation(p *prep) (kernel, error) {
	a := int(p.op.Options.(*graph.ConcatenationOptions).Axis)
	if a < 0 {
		a += len(p.out(0).Shape)
	}
	if p.out(0).Type != graph.UInt8 {
		return joined(p, a)
	}
	return joinedBytes(p, a)
}

// part is one input of a concatenation of bytes, with the table that brings it to the
// output's quantization; nil: it has it.
type part struct {
	v     *value
	table *table8
}

func joinedBytes(p *prep, axis int) (kernel, error) {
	out := p.out(0)
	var parts []part
	for i := range p.op.Inputs {
		v := p.in(i)
		if v.Type != out.Type {
			return nil, p.noType()
		}
		t, err := scaleTable(v, out)
		if err != nil {
			return nil, err
		}
		parts = append(parts, part{v, t})
	}
	rows, width := graph.Elems(out.Shape[:axis]), rowBytes(out, axis)
	return parallel{out.unless0(rows), func(lo, hi, _ int) error {
		for u := lo; u < hi; u++ {
			row := out.Data[u*width : (u+1)*width]
			for _, q := range parts {
				n := rowBytes(q.v, axis)
				q.copy(row, q.v.Data[u*n:(u+1)*n])
				row = row[n:]
			}
		}
		return nil
	}}, nil
}

func (q part) copy(to, from []byte) {
	if q.table == nil {
		copy(to, from)
		return
	}
	for i, b := range from {
		to[i] = q.table.value[b]
	}
}

func scaleTable(in, out *value) (*table8, error) {
	if sameAffine(in, out) == nil {
		return nil, nil
	}
	q, err := affines(in, out)
	if err != nil {
		return nil, err
	}
	scale := q[0].scale * (1 / q[1].scale)
	bias := -float32(q[0].zero) * scale
	return newTable8(in, out, func(v int32) (int32, error) {
		x := float32(float32(v)*scale) + bias
		return min(max(saturate32(roundFloat(x)), -1<<16), 1<<16) + q[1].zero, nil
	}), nil
}
