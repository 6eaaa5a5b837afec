package kernel

import (
	"unsafe"

	"edged/internal/cpu"
)

// TapsF32 are the weights of a depthwise convolution of float32 with depth multiplier 1,
// tap by tap, with its bias and range.
type TapsF32 struct {
	taps, channels int
	weights        []float32
	output         OutputF32
	vector         bool
}

// PackTapsF32 takes weights that are given tap by tap, for as many channels as o has.
func PackTapsF32(w []float32, o OutputF32, f cpu.Features) *TapsF32 {
	n := len(o.Bias)
	return &TapsF32{len(w) / n, n, w, o, hasTapsF32(f) && n >= 8}
}

// Run computes n outputs: with x[t][c] the element c after the one that x[t] points to,
//
//	dst[i*channels+c] = min(max(bias[c] + sum over t of x[t][i*step+c] * w[t][c], low), high)
//
// for each i below n and channel c.
func (t *TapsF32) Run(dst []float32, x []*float32, step, n int) {
	dst = dst[:n*t.channels]
	if t.vector {
		t.run(dst, x, step, n)
		return
	}
	clear(dst)
	for k := range t.taps {
		w := t.weights[k*t.channels : (k+1)*t.channels]
		cells := unsafe.Slice(x[k], (n-1)*step+t.channels)
		for i := range n {
			DepthwiseTapF32(dst[i*t.channels:(i+1)*t.channels], cells[i*step:i*step+t.channels], w, 1)
		}
	}
	for i := range n {
		sums := dst[i*t.channels : (i+1)*t.channels]
		t.output.Store(sums, sums)
	}
}
