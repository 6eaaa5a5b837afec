package flexbuf

import "bytes"

// Map is a map from strings to values.
type Map struct {
	buf            []byte
	values, width  int // where the slots of the values begin, and their size in bytes
	keys, keyWidth int
	n              int
}

// Len returns the number of entries.
func (m Map) Len() int { return m.n }

// Get returns the value of a key; null when the map lacks it. It fails for a key whose
// bytes lie outside the buffer.
func (m Map) Get(key string) (Value, error) {
	for i := range m.n {
		at, err := follow(m.buf, m.keys+i*m.keyWidth, m.keyWidth)
		if err != nil {
			return Value{}, err
		}
		if !m.isKey(at, key) {
			continue
		}
		// Map has made sure that the type bytes after the slots are there.
		packed := m.buf[m.values+m.n*m.width+i]
		return value(m.buf, m.values+i*m.width, m.width, packed), nil
	}
	return Value{}, nil
}

// isKey reports whether key and a zero byte lie at at.
func (m Map) isKey(at int, key string) bool {
	rest, ok := bytes.CutPrefix(m.buf[at:], []byte(key))
	return ok && len(rest) > 0 && rest[0] == 0
}

// Int returns the integer of a key, or what a missing key stands for.
func (m Map) Int(key string, missing int) (int, error) {
	v, err := m.Get(key)
	if err != nil || v.IsNull() {
		return missing, err
	}
	return v.Int()
}

// Float returns the number of a key, or what a missing key stands for.
func (m Map) Float(key string, missing float64) (float64, error) {
	v, err := m.Get(key)
	if err != nil || v.IsNull() {
		return missing, err
	}
	return v.Float()
}

// Bool returns the truth of a key, or what a missing key stands for.
func (m Map) Bool(key string, missing bool) (bool, error) {
	v, err := m.Get(key)
	if err != nil || v.IsNull() {
		return missing, err
	}
	return v.Bool()
}
