package kernel

import (
	"testing"

	"edged/internal/cpu"
)

func TestPeak(t *testing.T) {
	for name, p := range map[string]struct {
		peak func(cpu.Features) float64
		loop func(cpu.Features) (func(int), int)
	}{"int8": {Peak, peakLoop}, "float32": {PeakF32, peakLoopF32}} {
		if got := p.peak(cpu.Features{}); got != 0 {
			t.Errorf("%s without features: got %g, want 0", name, got)
		}
		loop, _ := p.loop(cpu.Host())
		if got := p.peak(cpu.Host()); (got > 0) != (loop != nil) {
			t.Errorf("%s: got %g", name, got)
		}
	}
}

// BenchmarkPeak measures what the products of BenchmarkMatrix can be held against.
func BenchmarkPeak(b *testing.B) {
	loop, macs := peakLoop(cpu.Host())
	for loop != nil && b.Loop() {
		loop(1000)
	}
	b.ReportMetric(float64(b.N)*float64(1000*macs)/float64(b.Elapsed().Nanoseconds()), "GMAC/s")
}
