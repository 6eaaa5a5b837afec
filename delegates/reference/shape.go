package reference

// buildShape makes the input's shape a vector.
func buildShape(p *prep) (kernel, error) { return foreknown(p) }

// foreknown is the kernel of an operator whose output the shape rule has computed: there
// is nothing left to do.
func foreknown(p *prep) (kernel, error) {
	if !p.out(0).constant {
		return nil, p.noType()
	}
	return serial(func() error { return nil }), nil
}
