package kernel

import (
	"math/rand/v2"
	"slices"
	"testing"

	"edged/internal/cpu"
)

// TestSumRows compares what the processor's features do with the plain loop.
func TestSumRows(t *testing.T) {
	r := rand.New(rand.NewPCG(61, 1))
	for range 2000 {
		columns, rows := 1+r.IntN(90), r.IntN(6)
		x := random8(r, rows*columns)
		checkSumRows(t, r, columns, randomF32(r, rows*columns), SumRowsF32)
		checkSumRows(t, r, columns, x, SumRowsInt8)
		checkSumRows(t, r, columns, unsigned(x), SumRowsUInt8)
	}
}

func checkSumRows[T Number, S int32 | float32](t *testing.T, r *rand.Rand, columns int, x []T, add func([]S, []T, cpu.Features)) {
	t.Helper()
	want := make([]S, columns)
	for i := range want {
		want[i] = S(r.IntN(1000)) / 3
	}
	g := newGuarded(4 * columns)
	got := wordsOf[S](g.data)
	copy(got, want)
	add(got, x, cpu.Host())
	SumRows(want, x)
	g.check(t)
	if !slices.Equal(got, want) {
		t.Fatalf("%d elements in %d columns: got %v, want %v", len(x), columns, got, want)
	}
}
