package cpu

import "golang.org/x/sys/cpu"

func host() Features {
	return Features{NEON: cpu.ARM64.HasASIMD, DotProd: cpu.ARM64.HasASIMD && cpu.ARM64.HasASIMDDP}
}
