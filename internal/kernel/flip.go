package kernel

import "encoding/binary"

// Flip copies uint8 elements as the int8 elements 128 lower. dst is as long as src.
func Flip(dst []byte, src []byte) {
	dst = dst[:len(src)]
	n := flipBlocks(dst, src)
	dst, src = dst[n:], src[n:]
	for len(src) >= 8 && len(dst) >= 8 {
		binary.LittleEndian.PutUint64(dst, binary.LittleEndian.Uint64(src)^0x8080808080808080)
		src, dst = src[8:], dst[8:]
	}
	for i, v := range src {
		dst[i] = v ^ 0x80
	}
}

// Sum returns the sum of the elements.
func Sum(x []int8) int32 {
	s, n := sumBlocks(x)
	for _, v := range x[n:] {
		s += int32(v)
	}
	return s
}

// CopyFlipped is Flip where flip is true and a copy where it is not.
func CopyFlipped(dst, src []byte, flip bool) {
	if flip {
		Flip(dst, src)
	} else {
		copy(dst, src)
	}
}

// Fill sets all of dst to v.
func Fill(dst []byte, v byte) {
	if len(dst) == 0 {
		return
	}
	dst[0] = v
	Repeat(dst, dst[:1])
}

// Repeat fills dst with copies of src, which is not empty and may be how dst begins.
func Repeat(dst, src []byte) {
	for n := copy(dst, src); n < len(dst); n *= 2 {
		copy(dst[n:], dst[:n])
	}
}
