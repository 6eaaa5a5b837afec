package verify

import "strings"

// Default returns the tolerance of an engine for a task: classify, detect, segment,
// textclass or tensor. kernels is the kernel set of the reference it is compared with, ref or
// xnnpack. External delegates are named external:PATH; an engine that is not in the table is
// judged like one.
func Default(engine, kernels, kind string) Tolerance {
	engine, _, _ = strings.Cut(engine, ":")
	if engine == "reference" {
		return Tolerance{Exact: true}
	}
	t, ok := defaults[engine]
	if !ok {
		t = defaults["external"]
	}
	if kind == "detect" {
		return Tolerance{Agreement: t.Agreement}
	}
	return t
}

// Kernels returns the kernel set of the reference that an engine is compared with.
func Kernels(engine string) string {
	if engine == "reference" {
		return "ref"
	}
	return "xnnpack"
}

// defaults are tolerances by engine.
var defaults = map[string]Tolerance{
	"tflite":   {SQNR: 20, Agreement: 0.9},
	"xnnpack":  {SQNR: 20, Agreement: 0.9},
	"gpu":      {SQNR: 15, Agreement: 0.9},
	"nnapi":    {SQNR: 15, Agreement: 0.9},
	"edgetpu":  {SQNR: 15, Agreement: 0.9},
	"external": {SQNR: 15, Agreement: 0.9},
}
