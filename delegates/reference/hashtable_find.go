package reference

import "edged/models/graph"

// buildHashtableFind looks keys up; what is not found becomes the first element of
// input 2.
func buildHashtableFind(p *prep) (kernel, error) {
	m, handle, keys, other, out := p.m, p.in(0), p.in(1), p.in(2), p.out(0)
	return serial(func() error {
		t, err := m.tableOf(handle)
		switch {
		case err != nil:
			return err
		case t.key != keys.Type || t.value != out.Type:
			return errTableTypes
		case !t.filled:
			return errTableEmpty
		case t.key == graph.String:
			y, missing := view[int64](out), view[int64](other)[0]
			for i := range y {
				n, ok := t.numbers[string(keys.str(i))]
				if !ok {
					n = missing
				}
				y[i] = n
			}
			return nil
		}
		return t.findStrings(view[int64](keys), other.str(0), out)
	}), nil
}

func (t *table) findStrings(keys []int64, missing []byte, out *value) error {
	size := int64(0)
	for _, k := range keys {
		if s, ok := t.strings[k]; ok {
			size += int64(len(s))
		} else {
			size += int64(len(missing))
		}
	}
	w, err := out.write(len(keys), size)
	if err != nil {
		return err
	}
	for _, k := range keys {
		if s, ok := t.strings[k]; ok {
			w.text(s)
		} else {
			w.bytes(missing)
		}
	}
	return nil
}
