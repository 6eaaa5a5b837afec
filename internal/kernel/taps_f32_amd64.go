package kernel

import (
	"unsafe"

	"edged/internal/cpu"
)

func hasTapsF32(f cpu.Features) bool { return f.FMA }

// run computes blocks of 16 channels and, where 16 does not divide their number, the last
// in one or two of eight; nine taps in blocks of eight.
func (t *TapsF32) run(dst []float32, x []*float32, step, n int) {
	whole := t.channels / 16
	if t.taps == 9 {
		whole = 0
	}
	if whole > 0 {
		t.block(dst, x, 0, step, n, whole)
	}
	for from := whole * 16; from < t.channels; from += 8 {
		t.block(dst, x, min(from, t.channels-8), step, n, 0)
	}
}

// block computes blocks of 16 channels from one on, or one block of eight.
func (t *TapsF32) block(dst []float32, x []*float32, from, step, n, blocks int) {
	o, table, stride := &t.output, unsafe.Pointer(&x[0]), t.channels*4
	clamp := [2]float32{o.Low, o.High}
	switch {
	case t.taps == 9:
		depthwise9F32(&dst[from], stride, table, &t.weights[from], stride, &o.Bias[from], &clamp, from*4, step*4, n)
	case blocks > 0:
		depthwise16F32(&dst[from], stride, table, &t.weights[from], stride, t.taps, &o.Bias[from], &clamp, from*4, step*4, n, blocks)
	default:
		depthwise8F32(&dst[from], stride, table, &t.weights[from], stride, t.taps, &o.Bias[from], &clamp, from*4, step*4, n, 1)
	}
}

// depthwise16F32 computes n outputs in blocks of 16 channels; x is a table of pointers to
// the taps, and strides, from and step are in bytes.
//
//	for i := range n {
//		for c := range blocks * 16 {
//			s := float32(0)
//			for t := range taps {
//				s += x[t][from+i*step+c] * w[t*wStride+c]
//			}
//			dst[i*dstStride+c] = clampF32(s+bias[c], clamp[0], clamp[1])
//		}
//	}
//
//go:noescape
func depthwise16F32(dst *float32, dstStride int, x unsafe.Pointer, w *float32, wStride, taps int, bias *float32, clamp *[2]float32, from, step, n, blocks int)

// depthwise8F32 is depthwise16F32 for blocks of eight channels.
//
//go:noescape
func depthwise8F32(dst *float32, dstStride int, x unsafe.Pointer, w *float32, wStride, taps int, bias *float32, clamp *[2]float32, from, step, n, blocks int)

// depthwise9F32 is depthwise8F32 for nine taps and one block.
//
//go:noescape
func depthwise9F32(dst *float32, dstStride int, x unsafe.Pointer, w *float32, wStride int, bias *float32, clamp *[2]float32, from, step, n int)
