package reference

import (
	"fmt"
	"unsafe"

	"edged/models/graph"
)

// value is one tensor of a loaded graph with the memory it lives in. The memory of
// constants is there from the start; that of computed values once the arena is laid out.
type value struct {
	graph.Tensor      // Shape is the inferred one
	constant     bool // Data never changes
	late         bool // Shape and Data are there once the operator that writes it has run
	mem          *memory
	own          int    // bytes that it has outside of any arena
	file         []byte // where the file has a constant; nil: computed
}

// check makes sure that the tensor's size is known and small enough, and that a
// constant's data has that size and an alignment it can be read with.
func (v *value) check() error {
	n, err := graph.CheckedElems(v.Shape)
	if err != nil {
		return fmt.Errorf("tensor %s: %w", v.Name, err)
	}
	size := (int64(n)*int64(v.Type.Bits()) + 7) / 8
	if size > graph.MaxTensorBytes {
		return fmt.Errorf("tensor %s: %d bytes are more than %d", v.Name, size, graph.MaxTensorBytes)
	}
	if !v.constant {
		return nil
	}
	if v.Sparsity != nil {
		return fmt.Errorf("tensor %s is stored without its zeros, which no kernel reads", v.Name)
	}
	if v.Type == graph.String {
		return graph.CheckStrings(v.Data, n)
	}
	if v.Type.Bits() > 0 && int64(len(v.Data)) != size {
		return fmt.Errorf("tensor %s has %d bytes, its shape %v of %v wants %d", v.Name, len(v.Data), v.Shape, v.Type, size)
	}
	v.Data = aligned(v.Data, (v.Type.Bits()+7)/8)
	return nil
}

// unless0 returns the number of units, none where a tensor is empty: there may be many of
// them with nothing to do in each.
func (v *value) unless0(units int) int {
	if v.Elems() == 0 {
		return 0
	}
	return units
}

// element is the set of Go types that tensors are viewed as.
type element interface {
	~int8 | ~uint8 | ~int16 | ~uint16 | ~int32 | ~uint32 | ~int64 | ~uint64 | ~float32 | ~float64 | ~bool |
		~complex64 | ~complex128 | ~[4]int64
}

// view returns the value's memory as a slice of T, which must be its element type.
func view[T element](v *value) []T {
	var z T
	if len(v.Data) == 0 {
		return nil
	}
	return unsafe.Slice((*T)(unsafe.Pointer(unsafe.SliceData(v.Data))), len(v.Data)/int(unsafe.Sizeof(z)))
}

// bytesOf returns the memory of int8 elements as bytes.
func bytesOf(x []int8) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(x))), len(x))
}

// alignment of everything in the arena: one cache line, one AVX-512 register.
const alignment = 64

// alignedBytes returns n zero bytes that start on an alignment boundary.
func alignedBytes(n int) []byte {
	b := make([]byte, n+alignment)
	off := int(-uintptr(unsafe.Pointer(unsafe.SliceData(b))) & (alignment - 1))
	return b[off : off+n : off+n]
}

// aligned returns b itself where its elements of size bytes can be read in place, or a
// copy.
func aligned(b []byte, size int) []byte {
	if uintptr(unsafe.Pointer(unsafe.SliceData(b)))%uintptr(min(max(size, 1), 8)) == 0 {
		return b
	}
	c := alignedBytes(len(b))
	copy(c, b)
	return c
}
