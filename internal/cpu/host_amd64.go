package cpu

import "golang.org/x/sys/cpu"

func host() Features {
	return Features{AVX2: cpu.X86.HasAVX2, FMA: cpu.X86.HasFMA && cpu.X86.HasAVX2}
}
