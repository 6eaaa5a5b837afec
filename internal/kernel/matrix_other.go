//go:build !amd64 && !arm64

package kernel

import "edged/internal/cpu"

// fastest returns the best way for a processor.
func fastest(cpu.Features) *way { return &plain }

// vectorMatrix is for processors whose ways need more than the weights.
type vectorMatrix struct{}

func (*vectorMatrix) prepare(*Matrix) {}
