package kernel

import (
	"time"

	"edged/internal/cpu"
)

// Peak measures, within some milliseconds, how many multiply-accumulates of int8 one core
// does in a nanosecond when nothing has to be loaded or stored: what no kernel can
// exceed. It is 0 where there are no vector instructions to measure.
func Peak(f cpu.Features) float64 {
	loop, macs := peakLoop(f)
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
