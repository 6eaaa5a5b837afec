package reference

import (
	"bytes"
	bin "encoding/binary"
	"fmt"
	"math"

	"edged/models/graph"
)

// The data of a string tensor is an int32 count, count+1 int32 offsets from the start, and
// the bytes (TFLite's string_util.h). It has been checked where it entered.

// str returns element i of a string value, nothing where there is no such element: a value
// that was never computed has none.
func (v *value) str(i int) []byte {
	d := v.Data
	if len(d) < 4 || i >= int(bin.LittleEndian.Uint32(d)) {
		return nil
	}
	head := d[4+4*i:]
	return d[bin.LittleEndian.Uint32(head):bin.LittleEndian.Uint32(head[4:])]
}

// stringWriter fills in the elements of a string value one after the other.
type stringWriter struct {
	data []byte
	i    int // the next element
	at   int // where it starts
}

// write makes room for n strings of size bytes together.
func (v *value) write(n int, size int64) (stringWriter, error) {
	head := 4 + 4*(int64(n)+1)
	if size += head; size > math.MaxInt32 {
		return stringWriter{}, fmt.Errorf("%d strings take %d bytes, more than %d", n, size, math.MaxInt32)
	}
	if err := v.grow(int(size)); err != nil {
		return stringWriter{}, err
	}
	bin.LittleEndian.PutUint32(v.Data, uint32(n))
	bin.LittleEndian.PutUint32(v.Data[4:], uint32(head))
	return stringWriter{data: v.Data, at: int(head)}, nil
}

func (w *stringWriter) bytes(b []byte) { w.end(copy(w.data[w.at:], b)) }

func (w *stringWriter) text(s string) { w.end(copy(w.data[w.at:], s)) }

func (w *stringWriter) end(n int) {
	w.at += n
	w.i++
	bin.LittleEndian.PutUint32(w.data[4+4*w.i:], uint32(w.at))
}

// pick fills a string value with n elements of another one: element i is from's at(i).
func (v *value) pick(n int, from *value, at func(i int) int) error {
	if 4*int64(n) > v.mem.limit {
		return fmt.Errorf("%d strings: %w of %d bytes", n, errBudget, v.mem.limit)
	}
	size := int64(0)
	for i := range n {
		size += int64(len(from.str(at(i))))
	}
	w, err := v.write(n, size)
	if err != nil {
		return err
	}
	for i := range n {
		w.bytes(from.str(at(i)))
	}
	return nil
}

// accept copies what a caller gives for a string input of n elements. No data stands for
// empty strings.
func (v *value) accept(data []byte, n int) error {
	if len(data) > 0 {
		if err := graph.CheckStrings(data, n); err != nil {
			return err
		}
		return v.set(data)
	}
	w, err := v.write(n, 0)
	if err != nil {
		return err
	}
	for range n {
		w.bytes(nil)
	}
	return nil
}

// moveStrings is move.kernel for strings.
func moveStrings(p *prep, m move) kernel {
	in, out := p.in(0), p.out(0)
	n := graph.Elems(m.dims)
	at := func(i int) int {
		from := m.base
		for d := len(m.dims) - 1; d >= 0; d-- {
			from += i % m.dims[d] * m.step[d]
			i /= m.dims[d]
		}
		return from
	}
	return serial(func() error { return out.pick(n, in, at) })
}

// copyStrings is a kernel that copies input 0 to output 0.
func copyStrings(p *prep) kernel {
	in, out := p.in(0), p.out(0)
	return serial(func() error { return out.set(in.Data) })
}

// compareStrings is EQUAL, or NOT_EQUAL where same is false, of strings.
func compareStrings(p *prep, same bool) (kernel, error) {
	x, y, out := p.in(0), p.in(1), p.out(0)
	if y.Type != graph.String || out.Type != graph.Bool {
		return nil, p.noType()
	}
	b, err := newBroadcast(x.Shape, y.Shape, out.Shape)
	if err != nil {
		return nil, err
	}
	return parallel{b.units, func(lo, hi, _ int) error {
		to := view[bool](out)
		for u := lo; u < hi; u++ {
			s := b.at(u)
			for k := range s.n {
				to[s.out+k] = bytes.Equal(x.str(s.a+k*b.ia), y.str(s.b+k*b.ib)) == same
			}
		}
		return nil
	}}, nil
}
