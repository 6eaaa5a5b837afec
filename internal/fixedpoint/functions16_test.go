package fixedpoint

import (
	"math"
	"testing"
)

// TestFunctions16 compares every int16 with floating point; that the bits are gemmlowp's
// is what the LSTM tests of the engines show.
func TestFunctions16(t *testing.T) {
	const tolerance = 1.5e-3
	for _, bits := range []int{0, 1, 3, 4, 6} {
		for a := math.MinInt16; a <= math.MaxInt16; a++ {
			x := math.Ldexp(float64(a), bits-15)
			if got, want := float64(Logistic16(int16(a), bits))/32768, 1/(1+math.Exp(-x)); math.Abs(got-want) > tolerance {
				t.Fatalf("logistic(%g), %d integer bits: got %g, want %g", x, bits, got, want)
			}
			if got, want := float64(Tanh16(int16(a), bits))/32768, math.Tanh(x); math.Abs(got-want) > tolerance {
				t.Fatalf("tanh(%g), %d integer bits: got %g, want %g", x, bits, got, want)
			}
		}
	}
}

func TestInvSqrt(t *testing.T) {
	for _, x := range []int32{1, 2, 3, 4, 100, 255, 1 << 20, 1<<29 + 5, math.MaxInt32} {
		m := InvSqrt(x)
		got, want := math.Ldexp(float64(m.Mantissa), m.Shift-31), 1/math.Sqrt(float64(x))
		if math.Abs(got/want-1) > 1e-4 {
			t.Errorf("1/sqrt(%d): got %g, want %g", x, got, want)
		}
	}
}
