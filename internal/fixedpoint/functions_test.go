package fixedpoint

import (
	"math"
	"testing"

	"edged/models/graph"
)

// raw returns the fixed-point number nearest to x, saturated.
func raw(x float64, integerBits int) int32 {
	v := math.Round(math.Ldexp(x, 31-integerBits))
	return int32(max(min(v, math.MaxInt32), math.MinInt32))
}

func real(x int32, integerBits int) float64 { return math.Ldexp(float64(x), integerBits-31) }

// TestFunctions compares with floating point. The first term that gemmlowp's polynomial
// leaves out is (1/8)^5/120, 2.5e-7. That the bits are gemmlowp's own is what the SOFTMAX
// and LOGISTIC tests of the engines show.
func TestFunctions(t *testing.T) {
	const tolerance = 3e-7
	check := func(name string, bits int, a int32, got int32, want float64) {
		t.Helper()
		if d := math.Abs(real(got, 0) - want); d > tolerance {
			t.Errorf("%s(%g), %d integer bits: got %g, want %g", name, real(a, bits), bits, real(got, 0), want)
		}
	}
	for _, bits := range []int{0, 2, 3, 4, 5, 6, 12} {
		for i := range 4001 {
			x := float64(i-2000) / 2000 * min(math.Ldexp(1, bits), 40)
			a := raw(x, bits)
			v := real(a, bits)
			if v <= 0 {
				check("exp", bits, a, ExpOnNegativeValues(a, bits), math.Exp(v))
			}
			check("logistic", bits, a, Logistic(a, bits), 1/(1+math.Exp(-v)))
			check("tanh", bits, a, Tanh(a, bits), math.Tanh(v))
		}
	}
}

func TestReciprocal(t *testing.T) {
	for _, x := range []int32{1, 2, 3, 100, 1 << 19, 1<<19 + 1, 1 << 27, math.MaxInt32} {
		s, n := Reciprocal(x, 12)
		got, want := math.Ldexp(real(s, 0), -n), 1/real(x, 12)
		if math.Abs(got/want-1) > 1e-7 {
			t.Errorf("1/%g: got %g", real(x, 12), got)
		}
	}
}

func TestRescale(t *testing.T) {
	if got := Rescale(1<<30, 5, 0); got != math.MaxInt32 {
		t.Errorf("16 without integer bits: got %d, want saturation", got)
	}
	if got := Rescale(3, 0, 1); got != 2 {
		t.Errorf("3 >> 1: got %d, want 2", got)
	}
}

func TestActivationRange(t *testing.T) {
	for _, c := range []struct {
		a         graph.Activation
		scale     float32
		zero      int32
		low, high int32
	}{
		{graph.ActNone, 0.1, 3, -128, 127},
		{graph.ActRelu, 0.1, 3, 3, 127},
		{graph.ActRelu6, 0.1, -128, -128, -68},
		{graph.ActReluN1To1, 0.1, 0, -10, 10},
		{graph.ActReluN1To1, 0.001, 0, -128, 127},
		{graph.ActRelu6, 1e-30, 0, 0, 127},
	} {
		lo, hi, err := ActivationRange(c.a, c.scale, c.zero, -128, 127)
		if err != nil || lo != c.low || hi != c.high {
			t.Errorf("%v %g %d: got %d..%d, %v, want %d..%d", c.a, c.scale, c.zero, lo, hi, err, c.low, c.high)
		}
	}
	if _, _, err := ActivationRange(graph.ActTanh, 1, 0, -128, 127); err == nil {
		t.Error("tanh was fused")
	}
	for _, s := range []float32{0, -1, float32(math.NaN()), float32(math.Inf(1))} {
		if _, _, err := ActivationRange(graph.ActNone, s, 0, -128, 127); err == nil {
			t.Errorf("scale %g was accepted", s)
		}
	}
	if lo, hi, err := ActivationRangeFloat(graph.ActRelu6); lo != 0 || hi != 6 || err != nil {
		t.Errorf("relu6: got %g..%g, %v", lo, hi, err)
	}
	if _, _, err := ActivationRangeFloat(graph.ActSignBit); err == nil {
		t.Error("sign_bit was fused")
	}
}
