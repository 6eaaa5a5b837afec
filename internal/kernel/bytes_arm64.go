package kernel

// flipBlocks does what Flip does for some of the first elements and returns their number.
func flipBlocks(dst, src []byte) int {
	n := len(src) / 64
	if n > 0 {
		_ = dst[n*64-1]
		flipNEON(&dst[0], &src[0], n)
	}
	return n * 64
}

// sumBlocks returns the sum of some of the first elements and their number.
func sumBlocks(x []int8) (int32, int) {
	n := len(x) / 16
	if n == 0 {
		return 0, 0
	}
	return sumNEON(&x[0], n), n * 16
}

// flipNEON sets dst[i] to src[i] ^ 0x80 for i below 64 * blocks.
//
//go:noescape
func flipNEON(dst, src *byte, blocks int)

// sumNEON returns the sum of x[i] for i below 16 * blocks.
//
//go:noescape
func sumNEON(x *int8, blocks int) int32
