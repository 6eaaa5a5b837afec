package kernel

import (
	"math/rand/v2"
	"testing"

	"edged/internal/cpu"
)

// TestTapsStore compares sums stored from registers with the definition, for weights of
// every range.
func TestTapsStore(t *testing.T) {
	r := rand.New(rand.NewPCG(51, 1))
	for range 1000 {
		channels, n, top := 1+r.IntN(70), 1+r.IntN(5), []int{127, 128, 255}[r.IntN(3)]
		for _, o := range outputs(r, channels) {
			checkTapsStore[int8](t, r, o, channels, n, top)
			checkTapsStore[uint8](t, r, o, channels, n, top)
		}
	}
}

func checkTapsStore[T Byte](t *testing.T, r *rand.Rand, o *Output, channels, n, top int) {
	t.Helper()
	const taps = 9
	least := 0x80 // the byte
	w := make([]int16, taps*channels)
	for i := range w {
		w[i] = int16(r.IntN(2*top) - top)
		if r.IntN(2) == 0 {
			w[i] = int16(-top)
		}
	}
	p := PackTaps[T](w, channels, cpu.Host())
	if !p.Fuse(o) {
		return
	}
	step := channels * r.IntN(3)
	x := make([]*T, TableLen(taps))
	for k := range taps {
		cells := make([]T, (n-1)*step+channels)
		for i := range cells {
			cells[i] = T(r.Uint32())
			if top == 128 {
				cells[i] = T(least)
			}
		}
		x[k] = &cells[0]
	}
	acc, want := make([]int32, n*channels), make([]byte, n*channels)
	PackTaps[T](w, channels, cpu.Features{}).Sums(acc, x, step, n)
	o.StoreRows(want, channels, acc, channels, n, nil)
	got := newGuarded(n * channels)
	p.Store(got.data, x, step, n)
	got.check(t)
	for i, v := range want {
		if got.data[i] != v {
			t.Fatalf("%d channels, output %d channel %d: got %d, want %d", channels, i/channels, i%channels, got.data[i], v)
		}
	}
}
