//go:build !amd64 && !arm64

package kernel

import "edged/internal/cpu"

func (op OpF32) vector(dst, x []float32, ix int, y []float32, iy int, clamp *[2]float32, f cpu.Features) int {
	return 0
}

func clampVector([]float32, []float32, *[2]float32, cpu.Features) int { return 0 }

func lerpVector(dst, a, b, c, d []float32, w *[4]float32, f cpu.Features) int { return 0 }

func lerpBytesVector(dst, a, b, c, d []byte, w *[4]float32, f cpu.Features) int { return 0 }
