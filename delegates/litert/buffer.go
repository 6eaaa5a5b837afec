//go:build native

package litert

/*
#include <stdlib.h>

#include "functions.h"

// A field of bits, which Go does not see; 8 is all there is room for.
static int edged_rank(const LiteRtLayout *l) { return l->rank > 8 ? 8 : (int)l->rank; }
*/
import "C"

import (
	"errors"
	"fmt"
	"slices"
	"unsafe"
)

// buffer is a tensor's memory in the library, and ours.
type buffer struct {
	b     C.LiteRtTensorBuffer
	index C.size_t // in the signature
	data  []byte
}

func data(list []*buffer) [][]byte {
	out := make([][]byte, len(list))
	for i, b := range list {
		out[i] = b.data
	}
	return out
}

// fixed returns an error where an output's shape is not the model's: the memory made for it
// would be too small.
func (s *Session) fixed() error {
	n := len(s.model.outputs)
	layouts := make([]C.LiteRtLayout, n+1)
	if err := check("LiteRT does not say the outputs' shapes", C.LiteRtGetCompiledModelOutputTensorLayouts(
		s.compiled, s.model.signature, C.size_t(n), &layouts[0], true)); err != nil {
		return err
	}
	for i, p := range s.model.outputs {
		got, want := dims(&layouts[p.index]), dims(&p.kind.layout)
		if !slices.Equal(got, want) {
			return fmt.Errorf("output %d has the shape %v in LiteRT, %v in the model", i, got, want)
		}
	}
	return nil
}

func dims(l *C.LiteRtLayout) []int32 {
	list := make([]int32, C.edged_rank(l))
	for i := range list {
		list[i] = int32(l.dimensions[i])
	}
	return list
}

// makeBuffers makes what the compiled model asks for.
func (s *Session) makeBuffers(what string, places []place, output bool) (list []*buffer, err error) {
	for i, p := range places {
		b, err := s.makeBuffer(p, output)
		if err != nil {
			return list, fmt.Errorf("%s %d: %w", what, i, err)
		}
		list = append(list, b)
	}
	return list, nil
}

func (s *Session) makeBuffer(p place, output bool) (*buffer, error) {
	var r C.LiteRtTensorBufferRequirements
	var status C.LiteRtStatus
	if output {
		status = C.LiteRtGetCompiledModelOutputBufferRequirements(s.compiled, s.model.signature, p.index, &r)
	} else {
		status = C.LiteRtGetCompiledModelInputBufferRequirements(s.compiled, s.model.signature, p.index, &r)
	}
	if err := check("LiteRT does not say what memory it wants", status); err != nil {
		return nil, err
	}
	b := &buffer{index: p.index}
	if err := check("LiteRT makes no buffer", C.LiteRtCreateManagedTensorBufferFromRequirements(s.environment.e, &p.kind, r, &b.b)); err != nil {
		return nil, err
	}
	var size C.size_t
	if err := check("LiteRT does not say a buffer's size", C.LiteRtGetTensorBufferPackedSize(b.b, &size)); err != nil {
		b.close()
		return nil, err
	}
	if size > maxBuffer {
		b.close()
		return nil, fmt.Errorf("LiteRT says %d bytes", uint64(size))
	}
	b.data = make([]byte, size)
	return b, nil
}

// maxBuffer bounds a tensor: more than any model's.
const maxBuffer = 1 << 30

// lock calls f with the library's memory for the tensor.
func (b *buffer) lock(mode C.int, f func([]byte)) error {
	if len(b.data) == 0 {
		return nil
	}
	var p unsafe.Pointer
	if err := check("LiteRT does not lend its buffer", C.LiteRtLockTensorBuffer(b.b, &p, mode)); err != nil {
		return err
	}
	if p != nil {
		f(unsafe.Slice((*byte)(p), len(b.data)))
	}
	err := check("LiteRT does not take its buffer back", C.LiteRtUnlockTensorBuffer(b.b))
	if p == nil && err == nil {
		return errors.New("LiteRT lent no memory")
	}
	return err
}

func (b *buffer) write() error {
	return b.lock(C.kLiteRtLockWrite, func(theirs []byte) { copy(theirs, b.data) })
}

func (b *buffer) read() error {
	return b.lock(C.kLiteRtLockRead, func(theirs []byte) { copy(b.data, theirs) })
}

func (b *buffer) close() { C.LiteRtDestroyTensorBuffer(b.b) }

// binding are the buffers in the signature's order, as C takes them.
type binding struct {
	in, out   *C.LiteRtTensorBuffer
	nIn, nOut C.size_t
}

func bind(in, out []*buffer) binding {
	return binding{handles(in), handles(out), C.size_t(len(in)), C.size_t(len(out))}
}

func handles(list []*buffer) *C.LiteRtTensorBuffer {
	p := (*C.LiteRtTensorBuffer)(C.calloc(C.size_t(len(list)+1), C.size_t(unsafe.Sizeof(C.LiteRtTensorBuffer(nil)))))
	for _, b := range list {
		unsafe.Slice(p, len(list))[b.index] = b.b
	}
	return p
}

func (b binding) run(compiled C.LiteRtCompiledModel, signature C.size_t) error {
	return check("LiteRT failed", C.LiteRtRunCompiledModel(compiled, signature, b.nIn, b.in, b.nOut, b.out))
}

func (b binding) close() {
	C.free(unsafe.Pointer(b.in))
	C.free(unsafe.Pointer(b.out))
}
