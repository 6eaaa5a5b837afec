package kernel

import (
	"math/rand/v2"
	"slices"
	"testing"

	"edged/internal/cpu"
)

// TestAddRows compares what the processor's features do with the sums in order.
func TestAddRows(t *testing.T) {
	r := rand.New(rand.NewPCG(53, 1))
	for range 1000 {
		n, rows := 1+r.IntN(40), r.IntN(6)
		x, want := randomF32(r, n*rows), randomF32(r, n)
		for _, f := range []cpu.Features{{}, cpu.Host()} {
			g := newGuarded(n * 4)
			got := floats(g.data)
			copy(got, want)
			AddRows(got, x, f)
			g.check(t)
			sums := slices.Clone(want)
			for i, v := range x {
				sums[i%n] += v
			}
			if !slices.Equal(got, sums) {
				t.Fatalf("%v: got %v, want %v", f.Names(), got, sums)
			}
		}
	}
}
