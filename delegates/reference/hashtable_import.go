package reference

// buildHashtableImport fills a table.
func buildHashtableImport(p *prep) (kernel, error) {
	m, handle, keys, values := p.m, p.in(0), p.in(1), p.in(2)
	return serial(func() error {
		t, err := m.tableOf(handle)
		if err != nil {
			return err
		}
		if t.key != keys.Type || t.value != values.Type {
			return errTableTypes
		}
		return t.fill(keys, values, &m.mem)
	}), nil
}
