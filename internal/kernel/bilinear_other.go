//go:build !amd64 && !arm64

package kernel

import "edged/internal/cpu"

func bilinearFloat([]byte, []float32, []float32, []BilinearColumn[float32], int, cpu.Features) bool {
	return false
}

func bilinearFixed([]byte, []int32, []BilinearColumn[int32], int, cpu.Features) bool { return false }

func scaleBytes([]float32, []byte, float32, cpu.Features) int { return 0 }
