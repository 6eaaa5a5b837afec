//go:build !amd64

package kernel

import "edged/internal/cpu"

// peakLoopF32 is peakLoop for float32.
func peakLoopF32(cpu.Features) (loop func(n int), macs int) { return nil, 0 }
