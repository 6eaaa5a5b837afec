//go:build !amd64 && !arm64

package kernel

import "edged/internal/cpu"

// vectorF32 is for processors with vector instructions.
type vectorF32 struct{}

func newVectorF32(*MatrixF32, []float32, cpu.Features) *vectorF32 { return nil }

func (*vectorF32) scratch() int { return 0 }

func (*vectorF32) mul([]float32, int, *Pieces[float32], []float32) {}
