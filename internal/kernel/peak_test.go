package kernel

import (
	"testing"

	"edged/internal/cpu"
)

func TestPeak(t *testing.T) {
	if got := Peak(cpu.Features{}); got != 0 {
		t.Errorf("without features: got %g, want 0", got)
	}
	loop, _ := peakLoop(cpu.Host())
	if got := Peak(cpu.Host()); (got > 0) != (loop != nil) {
		t.Errorf("got %g", got)
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
