package graph

import (
	"encoding/binary"
	"fmt"
	"math/bits"
)

// MaxTensorBytes bounds one tensor: no device here holds more, and products of
// dimensions stay far from overflow on 32-bit machines.
const MaxTensorBytes = 1 << 30

// CheckedElems returns the product of the dimensions, or an error for a negative
// dimension or more than MaxTensorBytes elements.
func CheckedElems(shape []int) (int, error) {
	n := uint64(1)
	zero := false
	for _, d := range shape {
		if d < 0 {
			return 0, fmt.Errorf("shape %v has a negative dimension", shape)
		}
		if d == 0 {
			zero = true
			continue
		}
		hi, lo := bits.Mul64(n, uint64(d))
		if hi != 0 || lo > MaxTensorBytes {
			return 0, fmt.Errorf("shape %v is larger than %d elements", shape, MaxTensorBytes)
		}
		n = lo
	}
	if zero {
		return 0, nil
	}
	return int(n), nil
}

// Ints returns the values of a constant int32 or int64 tensor, nil for other types.
func (t *Tensor) Ints() []int {
	var out []int
	switch t.Type {
	case Int32:
		for d := t.Data; len(d) >= 4; d = d[4:] {
			out = append(out, int(int32(binary.LittleEndian.Uint32(d))))
		}
	case Int64:
		for d := t.Data; len(d) >= 8; d = d[8:] {
			out = append(out, int(int64(binary.LittleEndian.Uint64(d))))
		}
	}
	return out
}
