package kernel

import "edged/internal/cpu"

// convKernelFor returns the best kernel for a processor.
func convKernelFor(f cpu.Features) *convKernel {
	switch {
	case f.DotProd:
		return &convDot
	case f.NEON:
		return &convMlal
	}
	return nil
}

// convDot multiplies with SDOT, which adds four products at once: a panel holds, for each
// four columns, those of the first row, of the second, and so on.
var convDot = convKernel{
	rows: 16, depth: 4,
	place: func(r, c, _ int) int { return c/4*64 + r*4 + c%4 },
}

// convMlal multiplies with SMULL and SMLAL: a panel holds, for each 16 columns, those of
// the first row, of the second, and so on, and then the last eight in the same way.
var convMlal = convKernel{
	rows: 4, depth: 8,
	place: func(r, c, padded int) int {
		if whole := padded &^ 15; c >= whole {
			return whole*4 + r*8 + c - whole
		}
		return c/16*64 + r*16 + c%16
	},
}

// convCall computes pixels. Calls by name let arguments stay on the stack.
func convCall(k *convKernel, a *convArgs) {
	switch dot, four := k == &convDot, a.pixels >= 4; {
	case dot && four:
		convDot4(a)
	case dot:
		convDot1(a)
	case four:
		convMlal4(a)
	default:
		convMlal1(a)
	}
}

// convDot4 computes four pixels at a time, of four or more.
//
//go:noescape
func convDot4(a *convArgs)

// convDot1 computes one pixel at a time.
//
//go:noescape
func convDot1(a *convArgs)

// convMlal4 is convDot4 without SDOT.
//
//go:noescape
func convMlal4(a *convArgs)

// convMlal1 is convDot1 without SDOT.
//
//go:noescape
func convMlal1(a *convArgs)

// sumWindows sets sums[i] to by times the sum of the elements of the window that starts at
// at[i]. at is not empty.
func sumWindows(sums []int32, image []int8, at []int, w *Windows, by int32) {
	sums = sums[:len(at)]
	sumWindowsNEON(&sums[0], &image[0], &at[0], len(at), &w.Starts[0], len(w.Starts), w.Length, by)
}

// sumWindowsNEON sums n windows.
//
//	for i := range n {
//		s := int32(0)
//		for k := range segments {
//			for j := range length {
//				s += int32(image[at[i]+starts[k]+j])
//			}
//		}
//		sums[i] = by * s
//	}
//
//go:noescape
func sumWindowsNEON(sums *int32, image *int8, at *int, n int, starts *int, segments, length int, by int32)
