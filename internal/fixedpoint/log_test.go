package fixedpoint

import (
	"math"
	"testing"
)

// TestLog compares with floating point; that the bits are TFLite's is what the LOG_SOFTMAX
// tests of the engines show.
func TestLog(t *testing.T) {
	for i := range 4000 {
		x := math.Exp(float64(i) / 4000 * 12 * math.Ln2)
		a := raw(x, 12)
		got, want := real(Log(a, 12, 5), 5), math.Log(real(a, 12))
		if math.Abs(got-want) > 1e-6 {
			t.Fatalf("log(%g): got %g, want %g", x, got, want)
		}
	}
}

// TestHardSwish compares with floating point at scales that shift left and right.
func TestHardSwish(t *testing.T) {
	for _, in := range []float32{1e-4, 0.004, 0.0234, 0.05, 0.3, 2} {
		out := max(in/2, 0.003)
		h, err := NewHardSwish(in, out)
		if err != nil {
			t.Fatal(err)
		}
		for x := int32(-255); x <= 255; x++ {
			v := float64(in) * float64(x)
			want := v * min(max(v+3, 0), 6) / 6 / float64(out)
			if got := h.Apply(x); math.Abs(float64(got)-want) > 1.5+math.Abs(want)/100 {
				t.Errorf("scale %g, %g: got %d, want %g", in, v, got, want)
			}
		}
	}
	if _, err := NewHardSwish(1, 1e-3); err == nil {
		t.Error("an output scale far below the input's was taken")
	}
}
