package reference

// buildAssignVariable sets a variable, which takes the type and shape of the value.
func buildAssignVariable(p *prep) (kernel, error) {
	m, handle, from := p.m, p.in(0), p.in(1)
	return serial(func() error {
		v, err := m.variableOf(handle)
		if err != nil {
			return err
		}
		v.Type, v.set = from.Type, true
		return v.assign(from)
	}), nil
}
