//go:build !amd64 && !arm64

package kernel

import "edged/internal/cpu"

// vector is for processors with vector instructions.
func (*Quantizer) vector([]byte, []float32, cpu.Features) int { return 0 }
