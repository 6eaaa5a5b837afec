package kernel

import "edged/internal/cpu"

func sumRowsVector(acc, x []float32, f cpu.Features) int { return addRows(acc, x, f) }

func sumRowsInt8Vector([]int32, []int8, cpu.Features) int { return 0 }

func sumRowsUInt8Vector([]int32, []uint8, cpu.Features) int { return 0 }
