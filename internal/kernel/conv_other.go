//go:build !arm64

package kernel

import "edged/internal/cpu"

// convKernelFor returns the best kernel for a processor, nil where there is none.
func convKernelFor(cpu.Features) *convKernel { return nil }

func convCall(*convKernel, *convArgs) {}

func sumWindows([]int32, []int8, []int, *Windows, int32) {}
