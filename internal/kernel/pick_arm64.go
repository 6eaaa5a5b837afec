package kernel

import "unsafe"

func pickSixteens(dst, src []byte, ids []int32, n, size int) int {
	return pickNEON(unsafe.SliceData(dst), unsafe.SliceData(src), &ids[0], len(ids), n, size)
}

// pickNEON is Pick for count ids, at least one, and sizes that 16 divides.
//
//go:noescape
func pickNEON(dst, src *byte, ids *int32, count, n, size int) int
