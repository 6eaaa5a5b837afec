//go:build amd64 || arm64

package kernel

// argMaxRows is ArgMax for rows of at least 16 elements.
func argMaxRows[T int32 | int64](dst []T, x []byte, n int, flip byte) {
	for i := range dst {
		dst[i] = T(argMaxVectors(&x[i*n], n, flip))
	}
}

// argMaxVectors returns the index of the greatest of n elements, at least 16, compared as
// uint8 once they are flipped, the first of equals.
//
//go:noescape
func argMaxVectors(x *byte, n int, flip byte) int
