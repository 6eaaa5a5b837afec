package graph

import "fmt"

// DType is the type of a tensor's elements, with the numbers of TFLite's TensorType
// enumeration (schema.fbs).
type DType int8

// The element types of the schema.
const (
	Float32 DType = iota
	Float16
	Int32
	UInt8
	Int64
	String
	Bool
	Int16
	Complex64
	Int8
	Float64
	Complex128
	UInt64
	Resource
	Variant
	UInt32
	UInt16
	Int4
	BFloat16
	Int2
	UInt4
	Float8E4M3FN
	Float8E5M2
)

// dtypes holds, by number, the type's name in messages and its size in bits
// (0: elements have no fixed size).
var dtypes = [...]struct {
	name string
	bits int
}{
	Float32: {"float32", 32}, Float16: {"float16", 16}, Int32: {"int32", 32}, UInt8: {"uint8", 8},
	Int64: {"int64", 64}, String: {"string", 0}, Bool: {"bool", 8}, Int16: {"int16", 16},
	Complex64: {"complex64", 64}, Int8: {"int8", 8}, Float64: {"float64", 64}, Complex128: {"complex128", 128},
	UInt64: {"uint64", 64}, Resource: {"resource", 0}, Variant: {"variant", 0}, UInt32: {"uint32", 32},
	UInt16: {"uint16", 16}, Int4: {"int4", 4}, BFloat16: {"bfloat16", 16}, Int2: {"int2", 2},
	UInt4: {"uint4", 4}, Float8E4M3FN: {"float8_e4m3fn", 8}, Float8E5M2: {"float8_e5m2", 8},
}

// Known reports whether the type's number is in the schema.
func (t DType) Known() bool { return t >= 0 && int(t) < len(dtypes) }

// String returns the type's name in lower case, int8 for example.
func (t DType) String() string {
	if !t.Known() {
		return fmt.Sprintf("type %d", int8(t))
	}
	return dtypes[t].name
}

// Bits returns the size of one element in bits, 0 for types whose elements have no
// fixed size (string, resource, variant).
func (t DType) Bits() int {
	if !t.Known() {
		return 0
	}
	return dtypes[t].bits
}

// Bytes returns how many bytes n elements of the type take, the last byte of packed
// 4-bit and 2-bit types padded.
func (t DType) Bytes(n int) int { return int((int64(n)*int64(t.Bits()) + 7) / 8) }
