//go:build !amd64 && !arm64

package kernel

// vector is for processors with vector instructions.
func (*Pair) vector([]int32, []byte, int, []byte, int) {}
