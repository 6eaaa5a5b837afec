package reference

import (
	"fmt"
	"slices"

	"edged/models/graph"
)

// unpacked returns a constant of one of the types given, int4 or int2, as one of 8-bit
// integers, and any other tensor as it is. The lowest bits of a byte come first.
func unpacked(v *value, types ...graph.DType) (*value, error) {
	if !slices.Contains(types, v.Type) {
		return v, nil
	}
	if !v.constant {
		return nil, fmt.Errorf("tensor %s: %v weights must be constant", v.Name, v.Type)
	}
	bits := v.Type.Bits()
	perByte := 8 / bits
	out := &value{Tensor: v.Tensor, constant: true}
	out.Type = graph.Int8
	out.Data = alignedBytes(v.Elems())
	for i := range out.Data {
		high := v.Data[i/perByte] << (8 - bits*(i%perByte+1))
		out.Data[i] = byte(int8(high) >> (8 - bits))
	}
	return out, nil
}
