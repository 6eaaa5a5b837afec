package reference

import (
	"errors"
	"fmt"
	"math"
)

// memory is a budget of bytes for everything that depends on what a model is given.
type memory struct{ limit, used int64 }

// errBudget is what errors about the budget wrap.
var errBudget = errors.New("more than the budget")

func (m *memory) left() int64 { return m.limit - m.used }

// take reserves n bytes.
func (m *memory) take(n int64) error {
	if n > m.left() {
		return fmt.Errorf("needs %d bytes more: %w of %d", n, errBudget, m.limit)
	}
	m.used += n
	return nil
}

// grow gives a value that is not in an arena n bytes, with whatever content.
func (v *value) grow(n int) error {
	if n <= cap(v.Data) {
		v.Data = v.Data[:n]
		return nil
	}
	room := int(min(int64(n)+int64(n)/4, math.MaxInt-alignment)) // strings seldom keep their length
	if err := v.mem.take(int64(room - v.own)); err != nil {
		return err
	}
	v.own = room
	v.Data = alignedBytes(room)[:n]
	return nil
}

// set gives a value that is not in an arena a copy of some bytes.
func (v *value) set(b []byte) error {
	if err := v.grow(len(b)); err != nil {
		return err
	}
	copy(v.Data, b)
	return nil
}

// free gives the value's own memory back.
func (v *value) free() {
	if v.own > 0 {
		v.mem.used -= int64(v.own)
		v.own, v.Data = 0, nil
	}
}

// assign makes the value that of another one of its type. Only values that are not in an
// arena take the other's shape; those that are have it.
func (v *value) assign(from *value) error {
	if v.late {
		v.Shape = append(v.Shape[:0], from.Shape...)
	}
	if v.late || v.Type.Bits() == 0 {
		return v.set(from.Data)
	}
	copy(v.Data, from.Data)
	return nil
}

// isBudget reports whether an error comes from too little memory.
func isBudget(err error) bool { return errors.Is(err, errBudget) }
