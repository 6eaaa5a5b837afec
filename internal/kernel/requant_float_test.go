package kernel

import (
	"math"
	"math/rand/v2"
	"testing"

	"edged/internal/fixedpoint"
)

// TestStoreFloat compares a float Output with its definition, over all magnitudes of sums
// and scales and at halves.
func TestStoreFloat(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	for round := range 2000 {
		n := 1 + r.IntN(20)
		bias, acc, scale := make([]int32, n), make([]int32, n+3), make([]float32, n)
		for i := range scale {
			bias[i], acc[i] = int32(r.Uint32())>>(r.Uint32()%32), int32(r.Uint32())>>(r.Uint32()%32)
			scale[i] = float32(math.Ldexp(0.5+r.Float64()/2, 8-r.IntN(40)))
			if round%2 == 0 {
				scale[i] = float32(math.Ldexp(1, -r.IntN(8)))
			}
		}
		zero := int32(r.IntN(256)) - 128
		o := NewFloatOutput(zero, -128, 100, bias, scale)
		dst := make([]byte, n)
		o.Store(dst, acc, 7)
		for i := range dst {
			sum := acc[i] + 7 + bias[i]
			y := math.RoundToEven(float64(float32(sum)*scale[i])) + float64(zero)
			if want := byte(int8(min(max(y, -128), 100))); dst[i] != want {
				t.Fatalf("%d times %g plus %d: got %d, want %d", sum, scale[i], zero, dst[i], want)
			}
		}
	}
	if !NewFloatOutput(0, 0, 255, nil, nil).Floats() || NewRealOutput(0, 0, 255, nil, nil).Floats() {
		t.Error("Floats is wrong")
	}
}

// TestHalvesUp wants halves of the first channels rounded up, of the others away from zero.
func TestHalvesUp(t *testing.T) {
	half := fixedpoint.Multiplier{Mantissa: 1 << 30, Shift: -1} // a quarter
	o := NewOutput(0, -128, 127, make([]int32, 4), []fixedpoint.Multiplier{half, half, half, half}).HalvesUp(2)
	dst := make([]byte, 4)
	o.Store(dst, []int32{-6, 6, -6, 6}, 0)
	if want := [4]int8{-1, 2, -2, 2}; [4]int8{int8(dst[0]), int8(dst[1]), int8(dst[2]), int8(dst[3])} != want {
		t.Errorf("got %v, want %v", dst, want)
	}
}
