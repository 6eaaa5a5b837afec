package verify_test

import (
	"math"
	"testing"

	"edged/delegates/verify"
	"edged/models/graph"
)

func TestCheck(t *testing.T) {
	f := verify.Figures{LSB: 3, Relative: 0.5, SQNR: 20, Agreement: 0.8, Differ: 4, Output: "y"}
	for want, tol := range map[string]verify.Tolerance{
		"":                                    {LSB: 3, Relative: 0.5, SQNR: 20, Agreement: 0.8},
		"4 elements differ, none may":         {Exact: true},
		"3 LSB apart, 2 allowed":              {LSB: 2},
		"0.5 of the largest magnitude apart":  {Relative: 0.4},
		"20.0 dB from the reference, at":      {SQNR: 20.1},
		"80 % of the answer the same, at lea": {Agreement: 0.9},
	} {
		err := tol.Check(f)
		if want == "" && err == nil {
			continue
		}
		wantError(t, err, want)
		wantError(t, err, `(output "y")`)
	}
	if err := (verify.Tolerance{}).Check(f); err != nil {
		t.Error(err)
	}
	// What is not a number passes nowhere.
	wantError(t, verify.Tolerance{}.Check(verify.Figures{NonFinite: 2, SQNR: 99}), "2 elements are NaN or infinite")
	if (verify.Tolerance{Agreement: 0.1}).Check(verify.Figures{Agreement: math.NaN()}) == nil {
		t.Error("no agreement is enough")
	}
	if s := (verify.Tolerance{LSB: 2, SQNR: 30}).String(); s != "at most 2 LSB, at least 30 dB" {
		t.Error(s)
	}
}

func TestDefault(t *testing.T) {
	if d := verify.Default("reference", "ref", "classify"); d != (verify.Tolerance{Exact: true}) {
		t.Errorf("%+v", d)
	}
	near, far := verify.Default("xnnpack", "xnnpack", "classify"), verify.Default("xnnpack", "ref", "classify")
	if near.LSB >= far.LSB || near.SQNR <= far.SQNR || near.Agreement == 0 {
		t.Errorf("%+v, %+v", near, far)
	}
	for _, e := range []string{"xnnpack", "tflite", "gpu", "nnapi", "edgetpu", "external:/lib/d.so", "future"} {
		for _, kind := range []string{"classify", "detect", "segment", "textclass", "tensor"} {
			d := verify.Default(e, verify.Kernels(e), kind)
			if kind == "detect" != (d.SQNR == 0) || d.LSB == 0 && d.Agreement == 0 {
				t.Errorf("%s, %s: %+v", e, kind, d)
			}
		}
	}
}

// A high bit that is flipped in any element of an answer is found with every engine's
// tolerance: in integers, and in real numbers that are not small.
func TestFlippedBit(t *testing.T) {
	ints := bytesOf("y", graph.Int8, step, -128, -100, 0, 3, 90, 127)
	reals := floats("y", 0.5, -1, 0.75, 0.9)
	for _, e := range []string{"xnnpack", "tflite", "gpu", "external:x"} {
		tol := verify.Default(e, verify.Kernels(e), "classify")
		for _, want := range []graph.Tensor{ints, reals} {
			size := want.Type.Bits() / 8
			for i := range want.Elems() {
				bit := byte(0x80)
				if want.Type == graph.Float32 {
					bit = 0x40 // of the exponent
				}
				got := want
				got.Data = append([]byte(nil), want.Data...)
				got.Data[size*i+size-1] ^= bit
				if tol.Check(compare(t, got, want)) == nil {
					t.Errorf("%s: %v element %d passes: %v", e, want.Type, i, compare(t, got, want))
				}
			}
		}
	}
}
