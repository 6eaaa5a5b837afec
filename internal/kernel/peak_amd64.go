package kernel

import "edged/internal/cpu"

// peakMACs is how many int8 products one step of peakAVX2 makes.
const peakMACs = 12 * 16

// peakLoop returns a loop of n steps of multiply-accumulates between registers, and how
// many one step makes, or nil.
func peakLoop(f cpu.Features) (loop func(n int), macs int) {
	if f.AVX2 {
		return peakAVX2, peakMACs
	}
	return nil, 0
}

// peakAVX2 does n times 12 VPMADDWD and as many VPADDD: nothing that counts.
//
//go:noescape
func peakAVX2(n int)
