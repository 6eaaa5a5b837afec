package reference

import "edged/models/graph"

// buildUnpack splits an input along an axis, which the outputs lack.
func buildUnpack(p *prep) (kernel, error) {
	in := p.in(0)
	for i := range p.op.Outputs {
		if err := sameAffine(in, p.out(i)); err != nil {
			return nil, err
		}
	}
	a := int(p.op.Options.(*graph.UnpackOptions).Axis)
	if a < 0 {
		a += len(in.Shape)
	}
	return parted(p, in, a)
}

// parted copies what lies behind an axis of a tensor to the outputs: in every row each of
// them has its share. A unit is a row.
func parted(p *prep, in *value, axis int) (kernel, error) {
	var parts []*value
	for i := range p.op.Outputs {
		v := p.out(i)
		if v.Type != in.Type || v.Type.Bits() < 8 {
			return nil, p.noType()
		}
		parts = append(parts, v)
	}
	rows, width := graph.Elems(in.Shape[:axis]), rowBytes(in, axis)
	return parallel{in.unless0(rows), func(lo, hi, _ int) error {
		for u := lo; u < hi; u++ {
			row := in.Data[u*width : (u+1)*width]
			for _, v := range parts {
				n := rowBytes(v, axis)
				copy(v.Data[u*n:(u+1)*n], row)
				row = row[n:]
			}
		}
		return nil
	}}, nil
}
