package reference

import "edged/models/graph"

// buildPack stacks inputs along a new axis.
func buildPack(p *prep) (kernel, error) {
	a := int(p.op.Options.(*graph.PackOptions).Axis)
	if a < 0 {
		a += len(p.out(0).Shape)
	}
	return joined(p, a)
}

// joined copies inputs side by side: in every row, which is all that lies behind the axis
// of the output, each input has its share. A unit is a row.
func joined(p *prep, axis int) (kernel, error) {
	out := p.out(0)
	rows := graph.Elems(out.Shape[:axis])
	width := rowBytes(out, axis)
	var parts []*value
	for i := range p.op.Inputs {
		v := p.in(i)
		if v.Type != out.Type || v.Type.Bits() < 8 {
			return nil, p.noType()
		}
		if err := sameAffine(v, out); err != nil {
			return nil, err
		}
		parts = append(parts, v)
	}
	return parallel{out.unless0(rows), func(lo, hi, _ int) error {
		for u := lo; u < hi; u++ {
			row := out.Data[u*width : (u+1)*width]
			for _, v := range parts {
				n := rowBytes(v, axis)
				copy(row, v.Data[u*n:(u+1)*n])
				row = row[n:]
			}
		}
		return nil
	}}, nil
}

// rowBytes is the size of what lies behind one index of the dimensions before an axis.
func rowBytes(v *value, axis int) int { return v.Type.Bytes(graph.Elems(v.Shape[axis:])) }
