package graph

import (
	"encoding/binary"
	"fmt"
	"math"
)

// inferRange takes constant scalars of one type: start, limit and delta.
func inferRange(n *node) error {
	if err := n.arity(3, 3, 1); err != nil {
		return err
	}
	t := n.in(0).Type
	for i := range 3 {
		if len(n.shape(i)) != 0 || n.in(i).Type != t {
			return fmt.Errorf("input %d is %v of shape %v, wants a scalar of %v", i, n.in(i).Type, n.shape(i), t)
		}
	}
	var size int
	var err error
	if t == Float32 {
		size, err = n.rangeOfFloats()
	} else {
		size, err = n.rangeOfInts()
	}
	if err != nil {
		return err
	}
	n.set(0, size)
	return nil
}

func (n *node) rangeOfInts() (int, error) {
	var v [3]int64
	for i := range v {
		x, err := n.ints(i)
		if err != nil {
			return 0, err
		}
		if len(x) != 1 {
			return 0, fmt.Errorf("input %d has %d elements, wants 1", i, len(x))
		}
		v[i] = int64(x[0])
	}
	start, limit, delta := v[0], v[1], v[2]
	reach := limit - start
	if delta == 0 || reach < 0 && delta > 0 || reach > 0 && delta < 0 || (reach < 0) != (limit < start) {
		return 0, fmt.Errorf("a range from %d to %d in steps of %d", start, limit, delta)
	}
	size := reach / delta
	if reach%delta != 0 {
		size++
	}
	return rangeSize(float64(size))
}

func (n *node) rangeOfFloats() (int, error) {
	var v [3]float32
	for i := range v {
		t := n.in(i)
		if !t.Const() {
			return 0, errDynamic
		}
		if len(t.Data) != 4 {
			return 0, fmt.Errorf("input %d has %d bytes, wants 4", i, len(t.Data))
		}
		v[i] = math.Float32frombits(binary.LittleEndian.Uint32(t.Data))
	}
	start, limit, delta := v[0], v[1], v[2]
	if !(start >= limit && delta < 0 || start <= limit && delta > 0) {
		return 0, fmt.Errorf("a range from %g to %g in steps of %g", start, limit, delta)
	}
	return rangeSize(math.Ceil(math.Abs(float64((limit - start) / delta))))
}

func rangeSize(size float64) (int, error) {
	if !(size >= 0 && size <= MaxTensorBytes) {
		return 0, fmt.Errorf("a range of %g elements", size)
	}
	return int(size), nil
}
