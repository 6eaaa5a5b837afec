package verify

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
)

// Figures say how far an answer lies from the reference's, the worst over all outputs.
type Figures struct {
	LSB       float64 // quantized integers: the largest difference, in steps of the quantization; -1: no such output
	Relative  float64 // real numbers: the largest difference over the reference tensor's largest magnitude; +Inf where only one of them is finite
	SQNR      float64 // signal to noise ratio in dB, the least over the outputs; +Inf: equal, or the reference is all zero
	Agreement float64 // what share of the task's answer is the same, 0 to 1; see Compare
	Differ    int     // elements that are not equal
	NonFinite int     // elements that are NaN or infinite where the reference is finite
	Output    string  // name of the output that is worst; empty: none differs
}

// Same are the figures of answers without a difference.
func Same() Figures { return Figures{LSB: -1, SQNR: math.Inf(1), Agreement: 1} }

// Worse returns the worse of two in each figure, and the output of the one that is further
// off.
func Worse(a, b Figures) Figures {
	out := a.Output
	if out == "" || b.Output != "" && b.further(a) {
		out = b.Output
	}
	return Figures{
		LSB: max(a.LSB, b.LSB), Relative: max(a.Relative, b.Relative),
		SQNR: min(a.SQNR, b.SQNR), Agreement: min(a.Agreement, b.Agreement),
		Differ: max(a.Differ, b.Differ), NonFinite: max(a.NonFinite, b.NonFinite), Output: out,
	}
}

// further reports whether f is worse than g by the first figure that tells them apart.
func (f Figures) further(g Figures) bool {
	switch {
	case f.NonFinite != g.NonFinite:
		return f.NonFinite > g.NonFinite
	case f.SQNR != g.SQNR:
		return f.SQNR < g.SQNR
	case f.Relative != g.Relative:
		return f.Relative > g.Relative
	case f.LSB != g.LSB:
		return f.LSB > g.LSB
	}
	return f.Differ > g.Differ
}

// String says everything that differs on one line.
func (f Figures) String() string {
	if f.Differ == 0 && f.NonFinite == 0 && f.Agreement == 1 {
		return "equal"
	}
	var s []string
	if f.NonFinite > 0 {
		s = append(s, fmt.Sprintf("%d elements not finite", f.NonFinite))
	}
	if f.LSB > 0 {
		s = append(s, fmt.Sprintf("%g LSB", f.LSB))
	}
	if f.Relative > 0 {
		s = append(s, fmt.Sprintf("%.3g relative", f.Relative))
	}
	if !math.IsInf(f.SQNR, 1) {
		s = append(s, fmt.Sprintf("%.1f dB", f.SQNR))
	}
	s = append(s, fmt.Sprintf("answers %.4g %% the same", 100*f.Agreement))
	text := strings.Join(s, ", ")
	if f.Output != "" {
		text += fmt.Sprintf(" (output %q)", f.Output)
	}
	return text
}

// MarshalJSON leaves out what there is not: lsb without quantized outputs, sqnr_db without a
// difference. Other infinite figures become the largest number.
func (f Figures) MarshalJSON() ([]byte, error) {
	v := struct {
		LSB       *float64 `json:"lsb,omitempty"`
		Relative  float64  `json:"relative"`
		SQNR      *float64 `json:"sqnr_db,omitempty"`
		Agreement float64  `json:"agreement"`
		Differ    int      `json:"differ"`
		NonFinite int      `json:"non_finite"`
		Output    string   `json:"output,omitempty"`
	}{nil, min(f.Relative, math.MaxFloat64), nil, f.Agreement, f.Differ, f.NonFinite, f.Output}
	if f.LSB >= 0 {
		v.LSB = &f.LSB
	}
	if !math.IsInf(f.SQNR, 1) {
		sqnr := max(f.SQNR, -math.MaxFloat64)
		v.SQNR = &sqnr
	}
	return json.Marshal(v)
}
