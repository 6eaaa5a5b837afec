package reference

// buildFill sets every element of the output to the one of input 1.
func buildFill(p *prep) (kernel, error) {
	v, out := p.in(1), p.out(0)
	if v.Type != out.Type {
		return nil, p.noType()
	}
	if err := sameAffine(v, out); err != nil {
		return nil, err
	}
	return p.byWidth(out.Type,
		func() (kernel, error) { return filled[uint8](v, out), nil },
		func() (kernel, error) { return filled[uint16](v, out), nil },
		func() (kernel, error) { return filled[uint32](v, out), nil },
		func() (kernel, error) { return filled[uint64](v, out), nil })
}

func filled[T element](v, out *value) kernel {
	n := out.Elems()
	return parallel{blocks(n), func(lo, hi, _ int) error {
		from, to := eachBlock(lo, hi, n)
		repeat(view[T](out)[from:to], view[T](v)[0])
		return nil
	}}
}
