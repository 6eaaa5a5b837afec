package tflite

import (
	"math"

	flatbuffers "github.com/google/flatbuffers/go"
)

// field is a field of a table about to be written. Fields that hold their default are
// absent, as the schema's own writers leave them out.
type field struct {
	slot    int
	size    int // bytes of a scalar; 0: bits is a ref
	bits    uint64
	present bool
}

func i8(slot int, v int8) field { return scalarField(slot, 1, uint64(uint8(v)), 0) }
func flag(slot int, v bool) field {
	if v {
		return scalarField(slot, 1, 1, 0)
	}
	return field{}
}
func u32(slot int, v uint32) field { return scalarField(slot, 4, uint64(v), 0) }
func i32(slot int, v, def int32) field {
	return scalarField(slot, 4, uint64(uint32(v)), uint64(uint32(def)))
}
func reference(slot int, r ref) field { return field{slot: slot, bits: uint64(r), present: r != 0} }

func scalarField(slot, size int, bits, def uint64) field {
	return field{slot: slot, size: size, bits: bits, present: bits != def}
}

// table writes a table of the fields that are present.
func (e *encoder) table(fields ...field) ref {
	slots := 0
	for _, f := range fields {
		if f.present {
			slots = max(slots, f.slot+1)
		}
	}
	e.b.StartObject(slots)
	for _, f := range fields {
		if !f.present {
			continue
		}
		switch f.size {
		case 0:
			e.b.PrependUOffsetT(ref(f.bits))
		case 1:
			e.b.PrependUint8(uint8(f.bits))
		case 4:
			e.b.PrependUint32(uint32(f.bits))
		case 8:
			e.b.PrependUint64(f.bits)
		}
		e.b.Slot(f.slot)
	}
	return e.b.EndObject()
}

// vector writes a vector of tables, absent when empty.
func (e *encoder) vector(slot int, refs []ref) field {
	if len(refs) == 0 {
		return field{}
	}
	return e.present(slot, refs)
}

// present writes a vector of tables even when it is empty.
func (e *encoder) present(slot int, refs []ref) field {
	e.b.StartVector(flatbuffers.SizeUOffsetT, len(refs), flatbuffers.SizeUOffsetT)
	for i := len(refs) - 1; i >= 0; i-- {
		e.b.PrependUOffsetT(refs[i])
	}
	return reference(slot, e.b.EndVector(len(refs)))
}

func (e *encoder) str(slot int, s string) field {
	if s == "" {
		return field{}
	}
	return reference(slot, e.b.CreateString(s))
}

// ints writes a vector of 32-bit numbers; empty ones are absent unless wanted.
func (e *encoder) ints(slot int, v []int, empty bool) field {
	if v == nil && !empty {
		return field{}
	}
	return vectorOf(e, slot, 4, v, func(x int) uint64 { return uint64(uint32(x)) })
}

func (e *encoder) bools(slot int, v []bool) field {
	if v == nil {
		return field{}
	}
	return vectorOf(e, slot, 1, v, func(x bool) uint64 {
		if x {
			return 1
		}
		return 0
	})
}

func (e *encoder) f32s(slot int, v []float32) field {
	if v == nil {
		return field{}
	}
	return vectorOf(e, slot, 4, v, func(x float32) uint64 { return uint64(math.Float32bits(x)) })
}

func (e *encoder) i64s(slot int, v []int64) field {
	if v == nil {
		return field{}
	}
	return vectorOf(e, slot, 8, v, func(x int64) uint64 { return uint64(x) })
}

func (e *encoder) i32s(slot int, v []int32) field {
	if v == nil {
		return field{}
	}
	return vectorOf(e, slot, 4, v, func(x int32) uint64 { return uint64(uint32(x)) })
}

// vectorOf writes a vector of scalars of size bytes.
func vectorOf[T any](e *encoder, slot, size int, v []T, bits func(T) uint64) field {
	e.b.StartVector(size, len(v), size)
	for i := len(v) - 1; i >= 0; i-- {
		switch b := bits(v[i]); size {
		case 1:
			e.b.PrependUint8(uint8(b))
		case 2:
			e.b.PrependUint16(uint16(b))
		case 4:
			e.b.PrependUint32(uint32(b))
		case 8:
			e.b.PrependUint64(b)
		}
	}
	return reference(slot, e.b.EndVector(len(v)))
}

// bytes writes a vector of bytes that starts on a boundary of align bytes.
func (e *encoder) bytes(slot int, v []byte, align int) field {
	if v == nil {
		return field{}
	}
	e.b.StartVector(1, len(v), align)
	for i := len(v) - 1; i >= 0; i-- {
		e.b.PlaceUint8(v[i])
	}
	return reference(slot, e.b.EndVector(len(v)))
}

// aligned writes a buffer's data, on the 16-byte boundary the schema asks for.
func (e *encoder) aligned(slot int, v []byte) field { return e.bytes(slot, v, 16) }
