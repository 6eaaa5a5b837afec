package graph

import (
	"encoding/binary"
	"fmt"
)

// inferWhere computes its shape from constant data alone.
func inferWhere(n *node) error {
	if err := n.arity(1, 1, 1); err != nil {
		return err
	}
	in := n.in(0)
	if len(n.shape(0)) == 0 {
		return fmt.Errorf("condition is a scalar")
	}
	if n.out(0).Type != Int64 {
		return fmt.Errorf("output is %v, wants int64", n.out(0).Type)
	}
	if !in.Const() {
		return errDynamic
	}
	count, size := 0, in.Type.Bits()/8
	if size == 0 || size > 8 {
		return fmt.Errorf("condition is %v", in.Type)
	}
	for i := 0; (i+1)*size <= len(in.Data); i++ {
		if in.NonZero(i) {
			count++
		}
	}
	n.set(0, count, len(n.shape(0)))
	return nil
}

// NonZero reports whether element i, of one to eight whole bytes, is not 0.
func (t *Tensor) NonZero(i int) bool {
	size := t.Type.Bits() / 8
	var b [8]byte
	copy(b[:], t.Data[i*size:(i+1)*size])
	bits := binary.LittleEndian.Uint64(b[:])
	if t.Type == Float32 {
		bits &^= 1 << 31
	}
	return bits != 0
}
