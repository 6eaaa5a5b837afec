package reference

import "edged/models/graph"

// buildUnpack splits an input along an axis, which the outputs lack. A unit is a row: all
// that lies behind one index before the axis.
func buildUnpack(p *prep) (kernel, error) {
	in := p.in(0)
	var parts []*value
	for i := range p.op.Outputs {
		v := p.out(i)
		if v.Type != in.Type || v.Type.Bits() < 8 {
			return nil, p.noType()
		}
		if err := sameAffine(in, v); err != nil {
			return nil, err
		}
		parts = append(parts, v)
	}
	a := int(p.op.Options.(*graph.UnpackOptions).Axis)
	if a < 0 {
		a += len(in.Shape)
	}
	rows, width := graph.Elems(in.Shape[:a]), rowBytes(in, a)
	return parallel{rows, func(lo, hi, _ int) error {
		for u := lo; u < hi; u++ {
			row := in.Data[u*width : (u+1)*width]
			for _, v := range parts {
				n := rowBytes(v, a)
				copy(v.Data[u*n:(u+1)*n], row)
				row = row[n:]
			}
		}
		return nil
	}}, nil
}
