package verify

import "strings"

// Kernels returns the kernel set of the reference that an engine's answers are nearest to
// (docs/verification.md has the figures).
func Kernels(engine string) string {
	switch engine {
	case "reference", "tflite":
		return "ref"
	}
	return "xnnpack"
}

// Default returns the tolerance of an engine for a task: classify, detect, segment,
// textclass or tensor. kernels is the kernel set of the reference it is compared with, ref or
// xnnpack. External delegates are named external:PATH; an engine that is not in the table is
// judged like one.
func Default(engine, kernels, kind string) Tolerance {
	engine, _, _ = strings.Cut(engine, ":")
	switch {
	case engine == "reference":
		return Tolerance{Exact: true}
	case engine == "xnnpack" && kernels == "xnnpack":
		return near.of(kind)
	}
	return far.of(kind)
}

// bounds are a tolerance with what differs between tasks.
type bounds struct {
	numbers                 Tolerance // of outputs as such
	classes, pixels, others float64   // least agreement on labels, pixels, and what is no quantity
	objects                 float64
}

// near is for the kernel set the reference equals: on the models at hand all integers are
// equal, real numbers agree to 35 dB and more. Another version of the library or another
// processor may round otherwise here and there.
var near = bounds{Tolerance{LSB: 8, Relative: 0.1, SQNR: 25}, 0.95, 0.95, 0.95, 0.75}

// far is for engines that round in their own way, which adds up from operator to operator:
// the models at hand go down to 6.5 dB and 61 LSB. Two such ways of rounding often differ
// about the best of 1000 classes in a picture of noise, so labels are not looked at.
var far = bounds{Tolerance{LSB: 96, Relative: 1.5, SQNR: 3}, 0, 0.75, 0.75, 0.75}

// of returns the tolerance for a task. A detector's numbers are in the order of its scores:
// where two of them change places everything does, so only objects are compared.
func (b bounds) of(kind string) Tolerance {
	t := b.numbers
	switch kind {
	case "detect":
		return Tolerance{Agreement: b.objects}
	case "segment":
		t.Agreement = b.pixels
	case "classify", "textclass":
		t.Agreement = b.classes
	default:
		t.Agreement = b.others
	}
	return t
}
