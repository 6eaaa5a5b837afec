package graph

import (
	"encoding/binary"
	"fmt"
)

// inferTopKV2 takes a tensor and a constant number of elements to keep in each row.
func inferTopKV2(n *node) error {
	if err := n.arity(2, 2, 2); err != nil {
		return err
	}
	in := n.shape(0)
	if len(in) == 0 {
		return fmt.Errorf("input is a scalar")
	}
	k, err := n.smallInt(1)
	if err != nil {
		return err
	}
	k = max(k, 0)
	last := len(in) - 1
	if k > in[last] {
		return fmt.Errorf("cannot take %d of %d elements", k, in[last])
	}
	n.set(0, replaced(in, last, k)...)
	n.set(1, replaced(in, last, k)...)
	return nil
}

// smallInt returns the one element of constant input i, of type int16, int32 or int64.
func (n *node) smallInt(i int) (int, error) {
	if t := n.in(i); t.Type == Int16 {
		switch {
		case !t.Const():
			return 0, errDynamic
		case len(t.Data) != 2:
			return 0, fmt.Errorf("input %d has %d bytes, wants 2", i, len(t.Data))
		}
		return int(int16(binary.LittleEndian.Uint16(t.Data))), nil
	}
	v, err := n.ints(i)
	if err != nil {
		return 0, err
	}
	if len(v) != 1 {
		return 0, fmt.Errorf("input %d has %d elements, wants 1", i, len(v))
	}
	return v[0], nil
}
