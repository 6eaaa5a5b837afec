//go:build !amd64

package kernel

import "edged/internal/cpu"

// fastest returns the best way for a processor.
func fastest(cpu.Features) *way { return &plain }
