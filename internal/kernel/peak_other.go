//go:build !amd64

package kernel

import "edged/internal/cpu"

// peakLoop returns a loop of n steps of multiply-accumulates between registers, and how
// many one step makes, or nil.
func peakLoop(cpu.Features) (loop func(n int), macs int) { return nil, 0 }
