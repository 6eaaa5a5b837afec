package reference

import (
	"math"
	"testing"
)

// TestHalf goes through every number of half precision and what lies between each two.
func TestHalf(t *testing.T) {
	for i := range 1 << 16 {
		h := float16(i)
		x := h.float()
		if x != x {
			if got := float16Of(x); got&0x7fff != 0x7e00 {
				t.Errorf("not a number %#x became %#x", h, got)
			}
			continue
		}
		if got := float16Of(x); got != h {
			t.Fatalf("%g: got %#x, want %#x", x, got, h)
		}
		next := h + 1
		if h&0x7fff >= 0x7bff {
			continue // infinity comes next
		}
		middle := (x + next.float()) / 2
		even := h + h&1
		if got := float16Of(middle); got != even {
			t.Fatalf("%g: got %#x, want %#x", middle, got, even)
		}
		away := math.Float32frombits(math.Float32bits(middle) + 1)
		if got := float16Of(away); got != next {
			t.Fatalf("%g: got %#x, want %#x", away, got, next)
		}
	}
	for _, x := range []float32{65519, 65520, 1e9} {
		if got, want := float16Of(x).float(), x >= 65520; math.IsInf(float64(got), 1) != want {
			t.Errorf("%g: got %g", x, got)
		}
	}
}
