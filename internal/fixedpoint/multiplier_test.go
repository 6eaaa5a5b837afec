package fixedpoint

import (
	"math"
	"math/rand/v2"
	"testing"
)

// edges are the values at which roundings and saturations change.
var edges = []int32{math.MinInt32, math.MinInt32 + 1, -1 << 30, -1<<30 - 1, -3, -2, -1, 0, 1, 2, 3, 1 << 30, 1<<30 - 1, math.MaxInt32 - 1, math.MaxInt32}

func pairs(f func(a, b int32)) {
	for _, a := range edges {
		for _, b := range edges {
			f(a, b)
		}
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 100_000 {
		f(int32(r.Uint32())>>(r.Uint32()%32), int32(r.Uint32())>>(r.Uint32()%32))
	}
}

// truncatingHighMul is the definition in gemmlowp: a nudge and a division that truncates.
func truncatingHighMul(a, b int32) int32 {
	if a == math.MinInt32 && b == math.MinInt32 {
		return math.MaxInt32
	}
	p := int64(a) * int64(b)
	nudge := int64(1 << 30)
	if p < 0 {
		nudge = 1 - 1<<30
	}
	return int32((p + nudge) / (1 << 31))
}

func TestSaturatingRoundingDoublingHighMul(t *testing.T) {
	pairs(func(a, b int32) {
		if got, want := SaturatingRoundingDoublingHighMul(a, b), truncatingHighMul(a, b); got != want {
			t.Fatalf("%d * %d: got %d, want %d", a, b, got, want)
		}
	})
}

func TestRoundingDivideByPOT(t *testing.T) {
	pairs(func(a, b int32) {
		e := int(uint32(b) % 32)
		want := int32(math.Round(float64(a) / float64(int64(1)<<e)))
		if got := RoundingDivideByPOT(a, e); got != want {
			t.Fatalf("%d / 2^%d: got %d, want %d", a, e, got, want)
		}
	})
}

func TestSaturatingLeftShift(t *testing.T) {
	for _, c := range []struct {
		x    int32
		e    int
		want int32
	}{{1, 30, 1 << 30}, {1, 31, math.MaxInt32}, {-1, 31, math.MinInt32}, {-2, 31, math.MinInt32}, {5, 0, 5}, {-7, 2, -28}} {
		if got := SaturatingLeftShift(c.x, c.e); got != c.want {
			t.Errorf("%d << %d: got %d, want %d", c.x, c.e, got, c.want)
		}
	}
}

func TestQuantizeMultiplier(t *testing.T) {
	for _, c := range []struct {
		real float64
		want Multiplier
	}{
		{0, Multiplier{}},
		{0.5, Multiplier{1 << 30, 0}},
		{1, Multiplier{1 << 30, 1}},
		{0.75, Multiplier{3 << 29, 0}},
		{math.Nextafter(1, 0), Multiplier{1 << 30, 1}}, // rounds up to the next power of two
		{math.Ldexp(1, -32), Multiplier{1 << 30, -31}},
		{math.Ldexp(1, -33), Multiplier{}},
		{math.Ldexp(1, 30), Multiplier{1 << 30, 31}},
	} {
		if got, err := QuantizeMultiplier(c.real); err != nil || got != c.want {
			t.Errorf("%g: got %v, %v, want %v", c.real, got, err, c.want)
		}
	}
	for _, bad := range []float64{-1, math.NaN(), math.Inf(1), math.Ldexp(1, 31), math.Nextafter(math.Ldexp(1, 31), 0)} {
		if got, err := QuantizeMultiplier(bad); err == nil {
			t.Errorf("%g: got %v, want an error", bad, got)
		}
	}
}

// TestMul holds the product within the two roundings of the real one.
func TestMul(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 100_000 {
		real := math.Ldexp(0.5+r.Float64()/2, int(r.Uint32()%20)-16)
		m, err := QuantizeMultiplier(real)
		if err != nil {
			t.Fatal(err)
		}
		x := int32(r.Uint32()) >> 8
		if math.Abs(float64(x)*real) > math.MaxInt32/2 {
			continue
		}
		if m.Shift > 0 && math.Abs(float64(x))*float64(int(1)<<m.Shift) > math.MaxInt32 {
			continue // the shift wraps
		}
		if got, want := float64(m.Mul(x)), float64(x)*real; math.Abs(got-want) > 1.001 {
			t.Fatalf("%d * %g: got %g, want %g", x, real, got, want)
		}
		if got, want := float64(m.Mul64(int64(x))), float64(x)*real; math.Abs(got-want) > 1+math.Abs(want)/16384 {
			t.Fatalf("%d * %g in 16 bits: got %g, want %g", x, real, got, want)
		}
	}
}
