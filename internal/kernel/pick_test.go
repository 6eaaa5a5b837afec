package kernel

import (
	"math/rand/v2"
	"testing"

	"edged/internal/cpu"
)

// TestPick compares what the processor's features do with the definition; some ids are
// outside.
func TestPick(t *testing.T) {
	r := rand.New(rand.NewPCG(54, 1))
	for range 1000 {
		n, size, count := 1+r.IntN(6), 1+r.IntN(40), r.IntN(6)
		if r.IntN(2) == 0 {
			size = 16 * (1 + r.IntN(9))
		}
		src, ids, want := unsigned(random8(r, n*size)), make([]int32, count), count
		for i := range ids {
			ids[i] = r.Int32N(int32(n))
			if r.IntN(16) == 0 {
				ids[i] = []int32{-1, int32(n), -1 << 31, 1<<31 - 1}[r.IntN(4)]
				want = min(want, i)
			}
		}
		for _, f := range []cpu.Features{{}, cpu.Host()} {
			g := newGuarded(count * size)
			if got := Pick(g.data, src, ids, n, size, f); got != want {
				t.Fatalf("%v: %v of %d: got %d, want %d", f.Names(), ids, n, got, want)
			}
			g.check(t)
			for i, got := range g.data[:want*size] {
				if got != src[int(ids[i/size])*size+i%size] {
					t.Fatalf("%v: ids %v, %d bytes each: byte %d differs", f.Names(), ids, size, i)
				}
			}
		}
	}
}
