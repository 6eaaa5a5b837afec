package reference

// buildHashtableSize counts the entries of a table.
func buildHashtableSize(p *prep) (kernel, error) {
	m, handle, out := p.m, p.in(0), p.out(0)
	return serial(func() error {
		t, err := m.tableOf(handle)
		if err != nil {
			return err
		}
		view[int64](out)[0] = int64(len(t.numbers) + len(t.strings))
		return nil
	}), nil
}
