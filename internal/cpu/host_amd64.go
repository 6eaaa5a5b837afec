package cpu

import "golang.org/x/sys/cpu"

// host asks golang.org/x/sys/cpu, which has AVX features only where the operating system
// saves their registers (XGETBV).
func host() Features {
	x := &cpu.X86
	avx512 := x.HasAVX512F && x.HasAVX512BW && x.HasAVX512DQ && x.HasAVX512VL
	return Features{
		AVX2: x.HasAVX2, FMA: x.HasFMA && x.HasAVX2,
		VNNI: x.HasAVX512VNNI && avx512 && x.HasAVX2,
	}
}
