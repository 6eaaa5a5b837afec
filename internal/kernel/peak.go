package kernel

import (
	"time"

	"edged/internal/cpu"
)

// Peak measures, within some milliseconds, how many multiply-accumulates of int8 one core
// does in a nanosecond when nothing has to be loaded or stored: what no kernel can
// exceed. It is 0 where there are no vector instructions to measure.
func Peak(f cpu.Features) float64 { return peak(peakLoop(f)) }

// PeakF32 is Peak for float32.
func PeakF32(f cpu.Features) float64 { return peak(peakLoopF32(f)) }

// peak runs a loop of n steps that make macs multiply-accumulates each.
func peak(loop func(n int), macs int) float64 {
	if loop == nil {
		return 0
	}
	const rounds, steps = 200, 1000
	best := time.Duration(1<<63 - 1)
	for range rounds {
		start := time.Now()
		loop(steps)
		best = min(best, time.Since(start))
	}
	return float64(steps*macs) / float64(max(best.Nanoseconds(), 1))
}
