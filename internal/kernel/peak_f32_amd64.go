package kernel

import "edged/internal/cpu"

// peakF32MACs is how many products one step of peakFMA makes.
const peakF32MACs = 12 * 8

// peakLoopF32 is peakLoop for float32.
func peakLoopF32(f cpu.Features) (loop func(n int), macs int) {
	if f.FMA {
		return peakFMA, peakF32MACs
	}
	return nil, 0
}

// peakFMA does n times 12 VFMADD231PS: nothing that counts.
//
//go:noescape
func peakFMA(n int)
