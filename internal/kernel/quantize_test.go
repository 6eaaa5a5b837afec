package kernel

import (
	"math"
	"math/rand/v2"
	"testing"

	"edged/internal/cpu"
)

// TestQuantize compares the processor's features and the plain loop with rounding in
// float64: around halves, far away, and what is no number.
func TestQuantize(t *testing.T) {
	r := rand.New(rand.NewPCG(48, 1))
	odd := []float32{float32(math.NaN()), float32(math.Inf(1)), float32(math.Inf(-1)), 0, math.MaxFloat32, math.SmallestNonzeroFloat32, belowHalf, -belowHalf}
	for range 3000 {
		q := Quantizer{Scale: float32(math.Exp(r.Float64()*40 - 20)), Zero: int32(r.IntN(256)) - 128, Low: -128, High: 127}
		if r.IntN(3) == 0 {
			q.Scale = 1
		}
		if r.IntN(2) == 0 {
			q.Zero, q.Low, q.High = q.Zero+128, 0, 255
		}
		x := make([]float32, r.IntN(60))
		for i := range x {
			x[i] = q.Scale * (float32(r.IntN(600)-300)/2 + []float32{0, 1e-7, -1e-7, r.Float32()}[r.IntN(4)])
			if r.IntN(8) == 0 {
				x[i] = odd[r.IntN(len(odd))]
			}
		}
		for _, f := range []cpu.Features{{}, cpu.Host()} {
			g := newGuarded(len(x))
			q.Quantize(g.data, x, f)
			g.check(t)
			for i, v := range x {
				want := math.Round(float64(v / q.Scale))
				if want != want {
					want = 0
				}
				want = min(max(want+float64(q.Zero), float64(q.Low)), float64(q.High))
				if g.data[i] != byte(int32(want)) {
					t.Fatalf("%v: %g by %g becomes %d, want %g", f.Names(), v, q.Scale, g.data[i], want)
				}
			}
		}
	}
}
