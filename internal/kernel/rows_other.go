//go:build !amd64

package kernel

import "edged/internal/cpu"

func addRowsVector([]float32, []float32, cpu.Features) int { return 0 }

func addRowsInt8Vector([]int32, []int8, cpu.Features) int { return 0 }

func addRowsUInt8Vector([]int32, []uint8, cpu.Features) int { return 0 }
