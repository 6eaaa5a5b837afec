package reference

// buildSplitV cuts input 0 into parts of given sizes along the axis in input 2.
func buildSplitV(p *prep) (kernel, error) {
	return parted(p, p.in(0), constantAxis(p.in(2), p.in(0)))
}
