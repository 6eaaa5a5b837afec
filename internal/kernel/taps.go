package kernel

import (
	"unsafe"

	"edged/internal/cpu"
)

// Taps are the weights of a depthwise convolution of elements of type T with depth
// multiplier 1, packed for a processor.
type Taps[T Byte] struct {
	taps, channels int
	weights        []int16 // tap by tap; nil where vector has them
	vector         *tapsVector
}

// PackTaps packs weights that are given tap by tap, each channels long.
func PackTaps[T Byte](w []int16, channels int, f cpu.Features) *Taps[T] {
	t := &Taps[T]{taps: len(w) / channels, channels: channels}
	if t.vector = newTapsVector(w, channels, f); t.vector == nil {
		t.weights = w
	}
	return t
}

// TableLen is the length of the table of pointers that Sums needs for a number of taps.
func TableLen(taps int) int { return (taps + 1) / 2 * 2 }

// Sums computes n outputs: with x[t][c] the element c after the one that x[t] points to,
//
//	acc[i*channels+c] = sum over t of x[t][i*step+c] * w[t][c]
//
// for each i below n and channel c. x is TableLen long.
func (t *Taps[T]) Sums(acc []int32, x []*T, step, n int) {
	if t.vector != nil {
		if len(x) > t.taps {
			x[t.taps] = x[0] // of weight 0
		}
		var z T
		t.vector.sums(acc, unsafe.Pointer(unsafe.SliceData(x)), step, n, z-1 > 0)
		return
	}
	clear(acc[:n*t.channels])
	for k := range t.taps {
		w := t.weights[k*t.channels : (k+1)*t.channels]
		cells := unsafe.Slice(x[k], (n-1)*step+t.channels)
		for i := range n {
			DepthwiseTap(acc[i*t.channels:(i+1)*t.channels], cells[i*step:i*step+t.channels], 0, w, 1)
		}
	}
}

// Fuse prepares Store for an Output, and reports whether the processor has it: sums that
// are stored while they are in registers.
func (t *Taps[T]) Fuse(o *Output) bool {
	var z T
	return t.vector != nil && t.vector.fuse(o, z-1 > 0)
}

// Store is Sums with what the Output of Fuse makes of them, n rows of channels in dst.
func (t *Taps[T]) Store(dst []byte, x []*T, step, n int) {
	t.vector.store(dst, unsafe.Pointer(unsafe.SliceData(x)), step, n)
}
