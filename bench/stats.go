package main

import (
	"time"

	"edged/internal/measure"
)

func milliseconds(d time.Duration) float64 { return float64(d.Nanoseconds()) / 1e6 }

func p50(values []float64) float64 { return measure.Percentile(values, 0.5) }
