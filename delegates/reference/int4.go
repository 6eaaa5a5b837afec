package reference

import (
	"fmt"

	"edged/models/graph"
)

// unpacked returns a constant of 4-bit integers as one of 8-bit integers, and any other
// tensor as it is. The low half of a byte comes first.
func unpacked(v *value) (*value, error) {
	if v.Type != graph.Int4 {
		return v, nil
	}
	if !v.constant {
		return nil, fmt.Errorf("tensor %s: int4 weights must be constant", v.Name)
	}
	out := &value{Tensor: v.Tensor, constant: true}
	out.Type = graph.Int8
	out.Data = alignedBytes(v.Elems())
	for i := range out.Data {
		half := v.Data[i/2] << 4
		if i%2 == 1 {
			half = v.Data[i/2] & 0xf0
		}
		out.Data[i] = byte(int8(half) >> 4)
	}
	return out, nil
}
