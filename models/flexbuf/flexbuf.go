// Package flexbuf reads FlexBuffers, the schema-less format in which TFLite keeps the
// attributes of custom operators (github.com/google/flatbuffers, flexbuffers.h). Every
// offset is checked: the bytes may come from anywhere.
package flexbuf

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// kind is the type of a value (flexbuffers.h, enum Type).
type kind uint8

const (
	kindNull          kind = 0
	kindInt           kind = 1
	kindUInt          kind = 2
	kindFloat         kind = 3
	kindIndirectInt   kind = 6
	kindIndirectUInt  kind = 7
	kindIndirectFloat kind = 8
	kindMap           kind = 9
	kindBool          kind = 26
)

var errTruncated = errors.New("flexbuffer: an offset points outside")

// Value is one value of a buffer. The zero Value is null.
type Value struct {
	buf   []byte
	at    int // where the value, or the offset to it, lies
	width int // of what lies at at, in bytes
	kind  kind
	child int // width in bytes of what an offset leads to
}

// Root returns the buffer's outermost value.
func Root(b []byte) (Value, error) {
	if len(b) < 3 {
		return Value{}, fmt.Errorf("flexbuffer: %d bytes are too few", len(b))
	}
	width, packed := int(b[len(b)-1]), b[len(b)-2]
	switch width {
	case 1, 2, 4, 8:
	default:
		return Value{}, fmt.Errorf("flexbuffer: root of %d bytes", width)
	}
	at := len(b) - 2 - width
	if at < 0 {
		return Value{}, errTruncated
	}
	return value(b, at, width, packed), nil
}

func value(b []byte, at, width int, packed byte) Value {
	return Value{b, at, width, kind(packed >> 2), 1 << (packed & 3)}
}

// IsNull reports whether the value is null or missing.
func (v Value) IsNull() bool { return v.kind == kindNull }

// readUint reads an unsigned number of width bytes, which must lie in the buffer.
func readUint(b []byte, at, width int) (uint64, error) {
	if at < 0 || width < 1 || at > len(b)-width {
		return 0, errTruncated
	}
	switch b = b[at:]; width {
	case 1:
		return uint64(b[0]), nil
	case 2:
		return uint64(binary.LittleEndian.Uint16(b)), nil
	case 4:
		return uint64(binary.LittleEndian.Uint32(b)), nil
	}
	return binary.LittleEndian.Uint64(b), nil
}

// follow returns the place that the offset at at leads back to.
func follow(b []byte, at, width int) (int, error) {
	off, err := readUint(b, at, width)
	if err != nil {
		return 0, err
	}
	if off > uint64(at) {
		return 0, errTruncated
	}
	return at - int(off), nil
}

// scalar resolves indirect numbers and returns the bits of a number, its width in bytes
// and its plain kind.
func (v Value) scalar() (bits uint64, width int, k kind, err error) {
	switch v.kind {
	case kindInt, kindUInt, kindFloat, kindBool:
		bits, err = readUint(v.buf, v.at, v.width)
		return bits, v.width, v.kind, err
	case kindIndirectInt, kindIndirectUInt, kindIndirectFloat:
		at, err := follow(v.buf, v.at, v.width)
		if err != nil {
			return 0, 0, 0, err
		}
		bits, err = readUint(v.buf, at, v.child)
		return bits, v.child, v.kind - kindIndirectInt + kindInt, err
	}
	return 0, 0, 0, fmt.Errorf("flexbuffer: type %d is not a number", v.kind)
}

// Float returns a number as a float; null is 0.
func (v Value) Float() (float64, error) {
	if v.IsNull() {
		return 0, nil
	}
	bits, width, k, err := v.scalar()
	switch {
	case err != nil:
		return 0, err
	case k == kindFloat && width == 8:
		return math.Float64frombits(bits), nil
	case k == kindFloat && width == 4:
		return float64(math.Float32frombits(uint32(bits))), nil
	case k == kindFloat:
		return 0, fmt.Errorf("flexbuffer: a float of %d bytes", width)
	case k == kindInt:
		return float64(signed(bits, width)), nil
	}
	return float64(bits), nil
}

// Int returns a number as an integer, floats truncated; null is 0. It fails where the
// number does not fit in 32 bits.
func (v Value) Int() (int, error) {
	if v.IsNull() {
		return 0, nil
	}
	f, err := v.Float()
	if err != nil {
		return 0, err
	}
	if !(math.Abs(f) <= math.MaxInt32) {
		return 0, fmt.Errorf("flexbuffer: %g does not fit in 32 bits", f)
	}
	return int(f), nil
}

// Bool reports whether a number is not 0; null is false.
func (v Value) Bool() (bool, error) {
	f, err := v.Float()
	return f != 0, err
}

func signed(bits uint64, width int) int64 {
	shift := 64 - 8*width
	return int64(bits<<shift) >> shift
}

// Map returns the entries of a map.
func (v Value) Map() (Map, error) {
	if v.kind != kindMap {
		return Map{}, fmt.Errorf("flexbuffer: type %d is not a map", v.kind)
	}
	at, err := follow(v.buf, v.at, v.width)
	if err != nil {
		return Map{}, err
	}
	m := Map{buf: v.buf, values: at, width: v.child}
	n, err := readUint(m.buf, at-m.width, m.width)
	if err != nil {
		return Map{}, err
	}
	// Each entry takes its slot and a type byte.
	if room := len(m.buf) - at; n > uint64(room)/uint64(m.width+1) {
		return Map{}, errTruncated
	}
	m.n = int(n)
	if m.keys, err = follow(m.buf, at-3*m.width, m.width); err != nil {
		return Map{}, err
	}
	w, err := readUint(m.buf, at-2*m.width, m.width)
	if err != nil {
		return Map{}, err
	}
	switch m.keyWidth = int(w & 15); w {
	case 1, 2, 4, 8:
		return m, nil
	}
	return Map{}, fmt.Errorf("flexbuffer: keys of %d bytes", w)
}
