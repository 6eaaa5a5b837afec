package kernel

import (
	"math"
	"math/rand/v2"
	"testing"

	"edged/internal/cpu"
)

// TestTruncate compares the processor's features and the plain loop with arithmetic in
// float64: at the ends of the range, beyond them, and what is no number.
func TestTruncate(t *testing.T) {
	r := rand.New(rand.NewPCG(62, 1))
	odd := []float32{
		float32(math.NaN()), float32(math.Inf(1)), float32(math.Inf(-1)), 1 << 31, 1<<31 - 128, -1 << 31,
		-1<<31 - 256, 0, -0.9999999, math.SmallestNonzeroFloat32, math.MaxFloat32, -math.MaxFloat32,
	}
	for range 2000 {
		x := make([]float32, r.IntN(40))
		for i := range x {
			if x[i] = (r.Float32() - 0.5) * float32(int64(1)<<r.IntN(36)); r.IntN(4) == 0 {
				x[i] = odd[r.IntN(len(odd))]
			}
		}
		for _, f := range []cpu.Features{{}, cpu.Host()} {
			g := newGuarded(4 * len(x))
			got := wordsOf[int32](g.data)
			Truncate(got, x, f)
			g.check(t)
			for i, v := range x {
				want := int32(math.MaxInt32)
				if v == v {
					want = int32(int64(min(max(float64(v), math.MinInt32), math.MaxInt32)))
				}
				if got[i] != want {
					t.Fatalf("%v: %g becomes %d, want %d", f.Names(), v, got[i], want)
				}
			}
		}
	}
}
