package kernel

import (
	"math"
	"math/rand/v2"
	"testing"

	"edged/internal/cpu"
)

// TestElementwise compares what the processor's features do with the plain loops, with
// operands that repeat and numbers that are none.
func TestElementwise(t *testing.T) {
	r := rand.New(rand.NewPCG(51, 1))
	for range 1000 {
		n, ix, iy := 1+r.IntN(40), r.IntN(2), r.IntN(2)
		x, y := randomF32(r, n), randomF32(r, n)
		x[r.IntN(n)], y[r.IntN(n)] = float32(math.NaN()), float32(math.Inf(1))
		for _, op := range []OpF32{AddF32, SubF32, MulF32} {
			g, want := newGuarded(n*4), make([]float32, n)
			op.Run(floats(g.data), x, ix, y, iy, -0.4, 0.4, cpu.Host())
			op.Run(want, x, ix, y, iy, -0.4, 0.4, cpu.Features{})
			g.check(t)
			checkSame(t, floats(g.data), want)
		}
		g, want := newGuarded(n*4), make([]float32, n)
		w := &[4]float32{0.25, 0.75, 0.1, 0.9}
		LerpF32(floats(g.data), x, y, y, x, w, cpu.Host())
		LerpF32(want, x, y, y, x, w, cpu.Features{})
		g.check(t)
		checkSame(t, floats(g.data), want)
		ClampF32(floats(g.data), x, -0.1, 0.2, cpu.Host())
		ClampF32(want, x, -0.1, 0.2, cpu.Features{})
		g.check(t)
		checkSame(t, floats(g.data), want)
	}
}

func checkSame(t *testing.T, got, want []float32) {
	t.Helper()
	for i, w := range want {
		if got[i] != w && (w == w || got[i] == got[i]) {
			t.Fatalf("element %d: got %g, want %g", i, got[i], w)
		}
	}
}

// TestLerpBytes compares what the processor's features do with the plain loop, with weights
// outside [0, 1] too.
func TestLerpBytes(t *testing.T) {
	r := rand.New(rand.NewPCG(52, 1))
	for range 2000 {
		n := 1 + r.IntN(60)
		var x [4][]byte
		for i := range x {
			x[i] = unsigned(random8(r, n))
		}
		fy, fx := r.Float32()*1.5-0.5, r.Float32()*1.5-0.5
		w := &[4]float32{1 - fy, fy, 1 - fx, fx}
		g, want := newGuarded(n), make([]byte, n)
		LerpBytes(g.data, x[0], x[1], x[2], x[3], w, cpu.Host())
		LerpBytes(want, x[0], x[1], x[2], x[3], w, cpu.Features{})
		g.check(t)
		if string(g.data) != string(want) {
			t.Fatalf("weights %v: got %v, want %v", *w, g.data, want)
		}
	}
}
