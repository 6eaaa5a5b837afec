// Package cpu says which instruction sets the processor has that kernels are chosen by.
package cpu

// Features are instruction sets. What is false is not used.
type Features struct {
	AVX2 bool // amd64: 256-bit integer vectors
	FMA  bool // amd64: fused multiply-add on 256-bit float vectors
	// VNNI: amd64, products of four bytes added at once (VPDPBUSD), on 512-bit vectors.
	// AVX-512 F, BW, DQ and VL come with it.
	VNNI bool

	NEON    bool // arm64: 128-bit vectors
	DotProd bool // arm64: products of four int8 added at once (SDOT)
}

// Host returns what this processor and its operating system have. GODEBUG=cpu.avx2=off and
// the like (cpu.avx512vnni) turn a feature off.
func Host() Features { return host() }

// Vectors reports whether there are vectors of small integers.
func (f Features) Vectors() bool { return f.AVX2 || f.NEON }

// Without returns f less the features that g has.
func (f Features) Without(g Features) Features {
	return Features{
		AVX2: f.AVX2 && !g.AVX2,
		FMA:  f.FMA && !g.FMA,
		VNNI: f.VNNI && !g.VNNI,

		NEON:    f.NEON && !g.NEON,
		DotProd: f.DotProd && !g.DotProd,
	}
}

// Names returns what the features are called, in a fixed order.
func (f Features) Names() []string {
	names := []string{}
	for _, x := range []struct {
		has  bool
		name string
	}{
		{f.AVX2, "avx2"},
		{f.FMA, "fma"},
		{f.VNNI, "vnni"},
		{f.NEON, "neon"},
		{f.DotProd, "dotprod"},
	} {
		if x.has {
			names = append(names, x.name)
		}
	}
	return names
}
