package reference

import (
	"unsafe"

	"edged/models/graph"
)

// value is one tensor of a loaded graph with the memory it lives in. The memory of
// constants is there from the start; that of computed values once the arena is laid out.
type value struct {
	graph.Tensor      // Shape is the inferred one
	constant     bool // Data never changes
}

// element is the set of Go types that tensors are viewed as.
type element interface {
	~int8 | ~uint8 | ~int16 | ~uint16 | ~int32 | ~uint32 | ~int64 | ~uint64 | ~float32 | ~float64 | ~bool
}

// view returns the value's memory as a slice of T, which must be its element type.
func view[T element](v *value) []T {
	var z T
	if len(v.Data) == 0 {
		return nil
	}
	return unsafe.Slice((*T)(unsafe.Pointer(unsafe.SliceData(v.Data))), len(v.Data)/int(unsafe.Sizeof(z)))
}

// alignment of everything in the arena: one cache line, one AVX-512 register.
const alignment = 64

// alignedBytes returns n zero bytes that start on an alignment boundary.
func alignedBytes(n int) []byte {
	b := make([]byte, n+alignment)
	off := int(-uintptr(unsafe.Pointer(unsafe.SliceData(b))) & (alignment - 1))
	return b[off : off+n : off+n]
}

// aligned returns b itself where its elements can be read in place, or a copy.
func aligned(b []byte) []byte {
	if uintptr(unsafe.Pointer(unsafe.SliceData(b)))&15 == 0 {
		return b
	}
	c := alignedBytes(len(b))
	copy(c, b)
	return c
}
