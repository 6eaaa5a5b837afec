//go:build !amd64 && !arm64

package kernel

// repackVector is for processors with vector instructions.
func (*Matrix) repackVector([]int8, int, int, int) {}
