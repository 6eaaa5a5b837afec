package kernel

import (
	"math/rand/v2"
	"testing"

	"edged/internal/cpu"
)

// TestArgMax compares rows of every length with the definition; equal elements are likely.
func TestArgMax(t *testing.T) {
	r := rand.New(rand.NewPCG(43, 1))
	for range 3000 {
		n, rows, mask := 1+r.IntN(70), r.IntN(5), byte(r.Uint32())
		x := make([]byte, n*rows)
		for i := range x {
			x[i] = byte(r.Uint32()) & mask
		}
		flip := byte(r.IntN(2)) * 0x80
		for _, f := range []cpu.Features{{}, cpu.Host()} {
			got := make([]int64, rows)
			ArgMax(got, x, n, flip, f)
			for i, g := range got {
				row, want := x[i*n:(i+1)*n], 0
				for k, v := range row {
					if v^flip > row[want]^flip {
						want = k
					}
				}
				if int(g) != want {
					t.Fatalf("%v: got %d, want %d in %v", f.Names(), g, want, row)
				}
			}
		}
	}
}
