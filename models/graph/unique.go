package graph

import (
	"encoding/binary"
	"fmt"
	"math"
)

// UniqueOptions are the attributes of UNIQUE
// (schema.fbs, table UniqueOptions).
type UniqueOptions struct {
	IdxOutType DType `fb:"2"`
}

// inferUnique computes its shape from constant data alone.
func inferUnique(n *node) error {
	if err := n.arity(1, 1, 2); err != nil {
		return err
	}
	if err := n.rank(0, 1, 1); err != nil {
		return err
	}
	want := n.op.Options.(*UniqueOptions).IdxOutType
	if t := n.out(1).Type; t != want || t != Int32 && t != Int64 {
		return fmt.Errorf("index output is %v, the attribute says %v, wants int32 or int64", t, want)
	}
	in := n.in(0)
	if !in.Const() {
		return errDynamic
	}
	first, _, err := in.Distinct()
	if err != nil {
		return err
	}
	n.set(0, len(first))
	n.set(1, n.shape(0)...)
	return nil
}

// Distinct returns where each distinct element of a constant vector stands first, and for
// each element which of them it is. Floats are equal as numbers are: 0 and -0 are one, and
// what is not a number equals nothing.
func (t *Tensor) Distinct() (first, index []int, err error) {
	size := t.Type.Bits() / 8
	if size == 0 || size > 8 {
		return nil, nil, fmt.Errorf("no distinct elements of %v", t.Type)
	}
	seen := map[uint64]int{}
	for i := 0; (i+1)*size <= len(t.Data); i++ {
		var b [8]byte
		copy(b[:], t.Data[i*size:(i+1)*size])
		key := binary.LittleEndian.Uint64(b[:])
		if t.Type == Float32 && key == 1<<31 {
			key = 0
		}
		at, ok := seen[key]
		if !ok || t.Type == Float32 && math.IsNaN(float64(math.Float32frombits(uint32(key)))) {
			at = len(first)
			seen[key] = at
			first = append(first, i)
		}
		index = append(index, at)
	}
	return first, index, nil
}
