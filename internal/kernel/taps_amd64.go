package kernel

import (
	"unsafe"

	"edged/internal/cpu"
)

// tapsVector are weights for AVX2: taps two and two, for VPMADDWD, in blocks of 16
// channels, and the last eight channels again where 16 does not divide their number.
type tapsVector struct {
	pairs, channels int
	nine            bool // taps
	blocks          int
	weights         []int16 // of the blocks: pairs * 16 channels * 2
	last            []int16
}

func newTapsVector(w []int16, channels int, f cpu.Features) *tapsVector {
	if !f.AVX2 || channels < 8 {
		return nil
	}
	v := &tapsVector{pairs: TableLen(len(w)/channels) / 2, channels: channels, nine: len(w)/channels == 9, blocks: channels / 16}
	v.weights = make([]int16, 0, v.blocks*v.pairs*32)
	for b := range v.blocks {
		v.weights = v.appendBlock(v.weights, w, b*16, 16)
	}
	for from := v.blocks * 16; from < channels; from += 8 {
		v.last = v.appendBlock(v.last, w, min(from, channels-8), 8)
	}
	return v
}

// appendBlock appends the pairs of n channels from one on.
func (v *tapsVector) appendBlock(dst, w []int16, from, n int) []int16 {
	for p := range v.pairs {
		for i := range n {
			c := from + i
			if n == 16 {
				c = from + interleaved[i]
			}
			second := int16(0)
			if at := (2*p+1)*v.channels + c; at < len(w) {
				second = w[at]
			}
			dst = append(dst, w[2*p*v.channels+c], second)
		}
	}
	return dst
}

// interleaved is in what order the unpacking of words within halves of a register leaves 16
// channels.
var interleaved = [16]int{0, 1, 2, 3, 8, 9, 10, 11, 4, 5, 6, 7, 12, 13, 14, 15}

func (v *tapsVector) sums(acc []int32, x unsafe.Pointer, step, n int, unsigned bool) {
	stride := v.channels * 4
	_ = acc[n*v.channels-1]
	switch {
	case v.blocks == 0:
	case v.nine && unsigned:
		depthwise9U8AVX2(&acc[0], stride, x, &v.weights[0], step, n, v.blocks)
	case v.nine:
		depthwise9S8AVX2(&acc[0], stride, x, &v.weights[0], step, n, v.blocks)
	case unsigned:
		depthwise16U8AVX2(&acc[0], stride, x, &v.weights[0], v.pairs, 0, step, n, v.blocks)
	default:
		depthwise16S8AVX2(&acc[0], stride, x, &v.weights[0], v.pairs, 0, step, n, v.blocks)
	}
	w := v.last
	for from := v.blocks * 16; from < v.channels; from += 8 {
		at := min(from, v.channels-8)
		if unsigned {
			depthwise8U8AVX2(&acc[at], stride, x, &w[0], v.pairs, at, step, n)
		} else {
			depthwise8S8AVX2(&acc[at], stride, x, &w[0], v.pairs, at, step, n)
		}
		w = w[v.pairs*16:]
	}
}

// depthwise16S8AVX2 computes the sums of n inputs of int8 in blocks of 16 channels; x is a
// table of pointers to the taps, from the first channel in them, accStride in bytes.
//
//	for i := range n {
//		for c := range blocks * 16 {
//			acc[i][c] = 0
//			for t := range pairs * 2 {
//				acc[i][c] += int32(x[t][from+i*step+c]) * int32(w[c/16][t/2][c%16][t%2])
//			}
//		}
//	}
//
//go:noescape
func depthwise16S8AVX2(acc *int32, accStride int, x unsafe.Pointer, w *int16, pairs, from, step, n, blocks int)

// depthwise16U8AVX2 is depthwise16S8AVX2 for uint8.
//
//go:noescape
func depthwise16U8AVX2(acc *int32, accStride int, x unsafe.Pointer, w *int16, pairs, from, step, n, blocks int)

// depthwise9S8AVX2 is depthwise16S8AVX2 for nine taps, from channel 0.
//
//go:noescape
func depthwise9S8AVX2(acc *int32, accStride int, x unsafe.Pointer, w *int16, step, n, blocks int)

// depthwise9U8AVX2 is depthwise16U8AVX2 for nine taps, from channel 0.
//
//go:noescape
func depthwise9U8AVX2(acc *int32, accStride int, x unsafe.Pointer, w *int16, step, n, blocks int)

// depthwise8S8AVX2 is depthwise16S8AVX2 for one block of eight channels.
//
//go:noescape
func depthwise8S8AVX2(acc *int32, accStride int, x unsafe.Pointer, w *int16, pairs, from, step, n int)

// depthwise8U8AVX2 is depthwise8S8AVX2 for uint8.
//
//go:noescape
func depthwise8U8AVX2(acc *int32, accStride int, x unsafe.Pointer, w *int16, pairs, from, step, n int)
