//go:build !amd64

package kernel

import "edged/internal/cpu"

func hasTapsF32(cpu.Features) bool { return false }

func (t *TapsF32) run([]float32, []*float32, int, int) {}
