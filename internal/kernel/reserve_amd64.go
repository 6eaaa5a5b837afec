package kernel

import (
	"math"
	"unsafe"
)

// repackPairs packs as packPairs does.
func repackPairs(m *Matrix, src []int8, rows, rowStep, colStep int) {
	const panel = 16
	for r := 0; r < rows; r += panel {
		dst := m.packed[r*m.padded : (r+panel)*m.padded]
		n, from := min(panel, rows-r), src[r*rowStep:]
		switch {
		case colStep == 1:
			for i := range n {
				packRow(dst[2*i:], from[i*rowStep:][:m.cols])
			}
		case n == panel && m.cols > 1:
			_ = from[(m.cols-1)*colStep+panel-1]
			interleaveAVX2(&dst[0], &from[0], colStep, m.cols/2)
			packTail(dst, from, n, m.cols&^1, m.cols, colStep)
		default:
			packTail(dst, from, n, 0, m.cols, colStep)
		}
	}
}

// packRow packs one row of a panel.
func packRow(dst, src []int8) {
	const pair = 32
	for len(src) >= 2 {
		dst[1], dst[0] = src[1], src[0]
		if src = src[2:]; len(src) == 0 {
			return
		}
		dst = dst[pair:]
	}
	if len(src) > 0 {
		dst[0] = src[0]
	}
}

// packTail packs the columns from one to another of n rows that lie side by side.
func packTail(dst, src []int8, n, from, to, colStep int) {
	for c := from; c < to; c++ {
		for i, v := range src[c*colStep:][:n] {
			dst[c/2*32+2*i+c%2] = v
		}
	}
}

// rebias changes the biases of all blocks. They are what every block begins with;
// newDouble8 moves them by 2^31 where nothing shifts left.
func (s *storer) rebias(bias []int32) {
	for _, r := range s.runs {
		var moved int32
		if r.kind == storeDouble || r.kind == storePositive {
			moved = math.MinInt32
		}
		for i := range r.blocks {
			to := (*[8]int32)(unsafe.Add(r.q, i*r.step))
			for c, b := range bias[r.from+8*i:][:8] {
				to[c] = b + moved
			}
		}
	}
}

// interleaveAVX2 packs pairs of columns of 16 rows.
//
//	for p := range pairs {
//		for r := range 16 {
//			dst[p*32+2*r], dst[p*32+2*r+1] = src[2*p*step+r], src[(2*p+1)*step+r]
//		}
//	}
//
//go:noescape
func interleaveAVX2(dst, src *int8, step, pairs int)
