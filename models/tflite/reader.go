package tflite

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// reader walks a FlatBuffer (FlatBuffers internals, "Format") without trusting any of it.
// The first thing that is wrong is kept in err; after it every read gives a zero value,
// so callers check err once at the end of a stretch.
type reader struct {
	b   []byte
	err error
	// budget bounds the elements that are read: in a hostile file many vectors may share
	// the same bytes, and reading them all would take for ever.
	budget int64
	// at says where in the model the walk is, for messages.
	at string
}

func newReader(b []byte) *reader {
	return &reader{b: b, budget: 16*int64(len(b)) + 1<<20}
}

func (r *reader) fail(format string, args ...any) {
	if r.err != nil {
		return
	}
	r.err = fmt.Errorf(format, args...)
	if r.at != "" {
		r.err = fmt.Errorf("%s: %w", r.at, r.err)
	}
}

var errBudget = errors.New("its parts overlap so often that reading it would take for ever")

// spend takes n elements off the budget.
func (r *reader) spend(n int) bool {
	if r.budget -= int64(n) + 1; r.budget < 0 {
		r.fail("%w", errBudget)
	}
	return r.err == nil
}

// u32 reads at a position that may lie anywhere.
func (r *reader) u32(pos int) uint32 {
	if r.err != nil || pos < 0 || pos > len(r.b)-4 {
		r.fail("offset %d lies outside the file of %d bytes", pos, len(r.b))
		return 0
	}
	return binary.LittleEndian.Uint32(r.b[pos:])
}

// follow reads the offset at pos and returns where it leads.
func (r *reader) follow(pos int) int {
	off := int64(r.u32(pos))
	to := int64(pos) + off
	if r.err == nil && (off == 0 || to > int64(len(r.b))-4) {
		r.fail("offset at %d leads to %d, outside the file of %d bytes", pos, to, len(r.b))
	}
	if r.err != nil {
		return 0
	}
	return int(to)
}

// table is a FlatBuffers table. The zero table has no fields.
type table struct {
	r    *reader
	pos  int
	vt   int // of the vtable
	vlen int // bytes of the vtable
	size int // bytes of the table
}

// root returns the table the file begins with.
func (r *reader) root() table { return r.table(r.follow(0)) }

// table reads the table at a position.
func (r *reader) table(pos int) table {
	vt := int64(pos) - int64(int32(r.u32(pos)))
	if r.err == nil && (vt < 0 || vt > int64(len(r.b))-4) {
		r.fail("table at %d has its vtable at %d, outside the file", pos, vt)
	}
	if r.err != nil || !r.spend(1) {
		return table{r: r}
	}
	t := table{r: r, pos: pos, vt: int(vt)}
	t.vlen = int(binary.LittleEndian.Uint16(r.b[t.vt:]))
	t.size = int(binary.LittleEndian.Uint16(r.b[t.vt+2:]))
	if t.vlen < 4 || t.vlen > len(r.b)-t.vt || t.size > len(r.b)-pos {
		r.fail("table at %d has a vtable of %d bytes for %d bytes, outside the file", pos, t.vlen, t.size)
		return table{r: r}
	}
	return t
}

// field returns the position of a field of so many bytes, 0 when it is absent.
func (t table) field(slot, size int) int {
	v := 4 + 2*slot
	if v+2 > t.vlen || t.r.err != nil {
		return 0
	}
	off := int(binary.LittleEndian.Uint16(t.r.b[t.vt+v:]))
	if off == 0 {
		return 0
	}
	if off+size > t.size {
		t.r.fail("field %d of the table at %d lies outside it", slot, t.pos)
		return 0
	}
	return t.pos + off
}

// bits reads a scalar field of 1, 2, 4 or 8 bytes.
func (t table) bits(slot, size int, def uint64) uint64 {
	p := t.field(slot, size)
	if p == 0 {
		return def
	}
	return scalar(t.r.b[p:], size)
}

func scalar(b []byte, size int) uint64 {
	switch size {
	case 1:
		return uint64(b[0])
	case 2:
		return uint64(binary.LittleEndian.Uint16(b))
	case 4:
		return uint64(binary.LittleEndian.Uint32(b))
	}
	return binary.LittleEndian.Uint64(b)
}

func (t table) i8(slot int) int8            { return int8(t.bits(slot, 1, 0)) }
func (t table) u8(slot int) uint8           { return uint8(t.bits(slot, 1, 0)) }
func (t table) bool(slot int) bool          { return t.bits(slot, 1, 0) != 0 }
func (t table) i32(slot int, d int32) int32 { return int32(t.bits(slot, 4, uint64(uint32(d)))) }
func (t table) u32(slot int) uint32         { return uint32(t.bits(slot, 4, 0)) }
func (t table) u64(slot int) uint64         { return t.bits(slot, 8, 0) }
func (t table) f32(slot int) float32        { return math.Float32frombits(t.u32(slot)) }

// sub returns the table a field points to, and whether there is one.
func (t table) sub(slot int) (table, bool) {
	p := t.field(slot, 4)
	if p == 0 {
		return table{r: t.r}, false
	}
	return t.r.table(t.r.follow(p)), t.r.err == nil
}

// vec returns the position of the first element and the number of elements of a vector
// field whose elements take size bytes; ok tells an empty vector from none.
func (t table) vec(slot, size int) (pos, n int, ok bool) {
	p := t.field(slot, 4)
	if p == 0 {
		return 0, 0, false
	}
	return t.r.vecAt(t.r.follow(p), size)
}

func (r *reader) vecAt(at, size int) (pos, n int, ok bool) {
	count := int64(r.u32(at))
	if r.err == nil && count*int64(size) > int64(len(r.b)-at-4) {
		r.fail("vector at %d has %d elements, more than the file holds", at, count)
	}
	if r.err != nil {
		return 0, 0, false
	}
	return at + 4, int(count), true
}

// bytes returns a vector of bytes as a part of the file, nil when it is absent.
func (t table) bytes(slot int) []byte {
	p, n, ok := t.vec(slot, 1)
	if !ok {
		return nil
	}
	return t.r.b[p : p+n : p+n]
}

// str returns a string field. Names of tensors take part in messages and topics, so bytes
// are kept as they are and escaped where they are shown.
func (t table) str(slot int) string {
	b := t.bytes(slot)
	if !t.r.spend(len(b)) {
		return ""
	}
	return string(b)
}

// scalars reads a vector of scalars of size bytes through a conversion.
func scalars[T any](t table, slot, size int, conv func(uint64) T) []T {
	p, n, ok := t.vec(slot, size)
	if !ok || !t.r.spend(n*size) {
		return nil
	}
	out := make([]T, n)
	for i := range out {
		out[i] = conv(scalar(t.r.b[p+i*size:], size))
	}
	return out
}

func (t table) ints(slot int) []int {
	return scalars(t, slot, 4, func(v uint64) int { return int(int32(v)) })
}
func (t table) i32s(slot int) []int32 {
	return scalars(t, slot, 4, func(v uint64) int32 { return int32(v) })
}
func (t table) i64s(slot int) []int64 {
	return scalars(t, slot, 8, func(v uint64) int64 { return int64(v) })
}
func (t table) f32s(slot int) []float32 {
	return scalars(t, slot, 4, func(v uint64) float32 { return math.Float32frombits(uint32(v)) })
}
func (t table) bools(slot int) []bool {
	return scalars(t, slot, 1, func(v uint64) bool { return v != 0 })
}

// tables calls f for each table of a vector of tables, with what the vector is called.
func (t table) tables(slot int, what string, f func(i int, t table)) int {
	p, n, ok := t.vec(slot, 4)
	if !ok {
		return 0
	}
	outer := t.r.at
	for i := range n {
		if t.r.err != nil {
			break
		}
		t.r.at = fmt.Sprintf("%s %d", what, i)
		if outer != "" {
			t.r.at = outer + ": " + t.r.at
		}
		f(i, t.r.table(t.r.follow(p+4*i)))
	}
	t.r.at = outer
	return n
}
