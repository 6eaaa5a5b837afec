package kernel

import (
	"math"
	"unsafe"

	"edged/internal/cpu"
)

// storer stores sums with vector instructions, eight channels at a time. Where their
// number is no multiple of eight, the last eight are a block of their own, which overlaps
// the one before.
type storer struct {
	runs  []storeRun
	args  storeArgs
	count int // channels
}

// storeRun are neighbouring blocks that one function stores.
type storeRun struct {
	kind   storeKind
	from   int // channel of the first
	blocks int
	q      unsafe.Pointer // of the first
	step   int            // bytes of one
}

// storeKind says how sums are scaled.
type storeKind uint8

const (
	storeLong     storeKind = iota // products of 64 bits
	storeDouble                    // products in float64
	storeLeft                      // storeDouble with shifts to the left
	storePositive                  // storeDouble for outputs not below their zero point
	storeReal                      // Output.storeReal
	storeFloat                     // Output.storeFloat
)

// storeArgs is what the functions read beside the constants of channels. Rows come in
// groups of four. Bytes of uint8 outputs are stored as int8 ones 128 lower until the last
// step, which flips them.
type storeArgs struct {
	dst             unsafe.Pointer
	stride          int // bytes
	acc             unsafe.Pointer
	accStride       int            // bytes
	add             unsafe.Pointer // nil: zeros
	addStep         int            // bytes from one group to the next
	groups          int            // 0: one row
	_               int
	low, high, flip [32]byte
	magic           float64 // an addend that leaves an integer and the zero point
	real            [2]uint64
	zero            int32
}

// For makes the Output use the features of a processor, and returns it.
func (o *Output) For(f cpu.Features) *Output {
	n := o.count()
	if !f.AVX2 || !f.FMA || n < 8 {
		return o
	}
	s := &storer{count: n}
	shift := int32(0)
	if o.High > math.MaxInt8 {
		shift = 128
	}
	for i := range s.args.low {
		s.args.low[i], s.args.high[i], s.args.flip[i] = byte(o.Low-shift), byte(o.High-shift), byte(shift)
	}
	s.args.zero = o.ZeroPoint - shift
	switch {
	case o.float != nil:
		s.float(o)
	case o.real != nil:
		s.real(o)
	default:
		s.fixed(o)
	}
	if len(s.runs) > 0 {
		o.vector = s
	}
	return o
}

// blocks8 yields where blocks of eight of n channels start.
func blocks8(n int) func(func(int) bool) {
	return func(yield func(int) bool) {
		for at := 0; at < n; at += 8 {
			if !yield(min(at, n-8)) {
				return
			}
		}
	}
}

// push appends a block of channels from one on to blocks, and to the runs. blocks must have
// room for it.
func push[T any](s *storer, kind storeKind, from int, blocks *[]T, q T) {
	*blocks = append(*blocks, q)
	if n := len(s.runs) - 1; n >= 0 && s.runs[n].kind == kind && s.runs[n].from+8*s.runs[n].blocks == from {
		s.runs[n].blocks++
		return
	}
	at := unsafe.Pointer(&(*blocks)[len(*blocks)-1])
	s.runs = append(s.runs, storeRun{kind, from, 1, at, int(unsafe.Sizeof(q))})
}

// store stores blocks with the constants of a run, step bytes apart.
func (r *storeRun) store(a *storeArgs, blocks, step int) {
	switch r.kind {
	case storeLong:
		storeLongAVX2(a, r.q, blocks, step)
	case storeDouble:
		storeDoubleAVX2(a, r.q, blocks, step)
	case storeLeft:
		storeLeftAVX2(a, r.q, blocks, step)
	case storePositive:
		storePositiveAVX2(a, r.q, blocks, step)
	case storeReal:
		storeRealAVX2(a, r.q, blocks, step)
	case storeFloat:
		storeFloatAVX2(a, r.q, blocks, step)
	}
}

// storeRows stores n rows of sums, and reports whether it did.
func (o *Output) storeRows(dst []byte, stride int, acc []int32, accStride, n int, add []int32) bool {
	if o.vector == nil {
		return false
	}
	s := *o.vector
	_, _ = dst[(n-1)*stride+s.count-1], acc[(n-1)*accStride+s.count-1]
	s.args.stride, s.args.accStride = stride, accStride*4
	if n >= 4 {
		s.rows(dst, stride, acc, accStride, add, 0, n/4)
	}
	switch rest := n % 4; {
	case n >= 4 && rest > 1:
		s.rows(dst, stride, acc, accStride, add, n-4, 1)
	default:
		for i := n - rest; i < n; i++ {
			s.rows(dst, stride, acc, accStride, add, i, 0)
		}
	}
	return true
}

// rows stores groups of rows from one on, or that one where there are none.
func (s *storer) rows(dst []byte, stride int, acc []int32, accStride int, add []int32, from, groups int) {
	a := &s.args
	a.groups = groups
	a.add, a.addStep = nil, 0
	if add != nil {
		a.add, a.addStep = unsafe.Pointer(&add[from]), 16
	}
	for i := range s.runs {
		r := &s.runs[i]
		a.dst = unsafe.Pointer(&dst[from*stride+r.from])
		a.acc = unsafe.Pointer(&acc[from*accStride+r.from])
		r.store(a, r.blocks, r.step)
	}
}

// uniform stores a multiple of 32 sums, all with the first block's channels, and returns
// how many.
func (o *Output) uniform(dst []byte, acc []int32) int {
	n := len(dst) / 32 * 8
	if o.vector == nil || n == 0 {
		return 0
	}
	s := *o.vector
	acc = acc[:4*n]
	a, r := &s.args, &s.runs[0]
	a.dst, a.stride = unsafe.Pointer(&dst[0]), n
	a.acc, a.accStride = unsafe.Pointer(&acc[0]), 4*n
	a.groups = 1
	r.store(a, n/8, 0)
	return 4 * n
}
