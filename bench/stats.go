package main

import (
	"slices"
	"time"
)

func milliseconds(d time.Duration) float64 { return float64(d.Nanoseconds()) / 1e6 }

// percentile returns the value below which the share q of the values lies (nearest rank).
func percentile(values []float64, q float64) float64 {
	s := slices.Sorted(slices.Values(values))
	return s[min(len(s)-1, int(q*float64(len(s))))]
}

func p50(values []float64) float64 { return percentile(values, 0.5) }
