package kernel

// argMaxRows is ArgMax for rows of at least 16 elements.
func argMaxRows[T int32 | int64](dst []T, x []byte, n int, flip byte) {
	for i := range dst {
		dst[i] = T(argMaxAVX2(&x[i*n], n, flip))
	}
}

// argMaxAVX2 returns the index of the greatest of n elements, at least 16, compared as
// uint8 once they are flipped, the first of equals.
//
//go:noescape
func argMaxAVX2(x *byte, n int, flip byte) int
