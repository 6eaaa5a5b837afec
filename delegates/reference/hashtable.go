package reference

import (
	"errors"

	"edged/models/graph"
)

// table maps numbers to strings or strings to numbers.
type table struct {
	key, value graph.DType
	numbers    map[string]int64
	strings    map[int64]string
	filled     bool
	bytes      int64 // of the budget
}

var (
	errTableTypes = errors.New("the table has other types")
	errTableEmpty = errors.New("the table has not been filled")
)

// buildHashtable makes a table, unless there is one of that number, and gives its handle.
func buildHashtable(p *prep) (kernel, error) {
	m, o := p.m, p.op.Options.(*graph.HashtableOptions)
	give := giveHandle(p.out(0), o.TableId)
	return serial(func() error {
		if m.tables[o.TableId] == nil {
			m.tables[o.TableId] = &table{key: o.KeyDtype, value: o.ValueDtype}
		}
		return give.run(0, 1, 0)
	}), nil
}

// fill enters keys and values; of equal keys the first counts. A table that is filled
// already stays as it is (TFLite's static_hashtable.cc).
func (t *table) fill(keys, values *value, mem *memory) error {
	if t.filled {
		return nil
	}
	const perEntry = 64 // what a Go map takes for an entry, about
	size := int64(len(keys.Data)+len(values.Data)) + perEntry*int64(keys.Elems())
	if err := mem.take(size); err != nil {
		return err
	}
	t.bytes, t.filled = t.bytes+size, true
	if t.key == graph.String {
		t.numbers = map[string]int64{}
		for i, n := range view[int64](values) {
			if key := string(keys.str(i)); !has(t.numbers, key) {
				t.numbers[key] = n
			}
		}
		return nil
	}
	t.strings = map[int64]string{}
	for i, key := range view[int64](keys) {
		if !has(t.strings, key) {
			t.strings[key] = string(values.str(i))
		}
	}
	return nil
}

func has[K comparable, V any](m map[K]V, k K) bool {
	_, ok := m[k]
	return ok
}
