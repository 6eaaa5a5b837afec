package kernel

import (
	"math"
	"math/rand/v2"
	"testing"
	"unsafe"

	"edged/internal/cpu"
)

// TestTaps compares what the processor's features do with the definition.
func TestTaps(t *testing.T) {
	r := rand.New(rand.NewPCG(31, 1))
	for range 1000 {
		channels, taps, n := 1+r.IntN(70), 1+r.IntN(26), 1+r.IntN(5)
		if r.IntN(3) == 0 {
			taps = 9
		}
		for _, f := range []cpu.Features{{}, cpu.Host()} {
			checkTaps[int8](t, r, f, channels, taps, n)
			checkTaps[uint8](t, r, f, channels, taps, n)
		}
	}
}

func checkTaps[T Byte](t *testing.T, r *rand.Rand, f cpu.Features, channels, taps, n int) {
	t.Helper()
	step := channels * r.IntN(3)
	w := make([]int16, taps*channels)
	for i := range w {
		w[i] = int16(r.IntN(511)) - 255
	}
	cells := make([][]T, taps)
	x := make([]*T, TableLen(taps))
	for k := range cells {
		cells[k] = make([]T, (n-1)*step+channels)
		for i := range cells[k] {
			cells[k][i] = T(r.Uint32())
		}
		x[k] = &cells[k][0]
	}
	g := newGuarded(n * channels * 4)
	acc := unsafe.Slice((*int32)(unsafe.Pointer(&g.data[0])), n*channels)
	PackTaps[T](w, channels, f).Sums(acc, x, step, n)
	g.check(t)
	for i := range n {
		for c := range channels {
			var want int32
			for k := range taps {
				want += int32(cells[k][i*step+c]) * int32(w[k*channels+c])
			}
			if got := acc[i*channels+c]; got != want {
				t.Fatalf("%v, %d channels, %d taps: output %d channel %d: got %d, want %d", f.Names(), channels, taps, i, c, got, want)
			}
		}
	}
}

// TestTapsF32 compares what the processor's features do with the definition.
func TestTapsF32(t *testing.T) {
	r := rand.New(rand.NewPCG(32, 1))
	for range 1000 {
		channels, taps, n := 1+r.IntN(70), 1+r.IntN(26), 1+r.IntN(5)
		if r.IntN(3) == 0 {
			taps = 9
		}
		step := channels * r.IntN(3)
		w, bias := randomF32(r, taps*channels), randomF32(r, channels)
		cells, x := make([][]float32, taps), make([]*float32, taps)
		for k := range cells {
			cells[k] = randomF32(r, (n-1)*step+channels)
			x[k] = &cells[k][0]
		}
		for _, f := range []cpu.Features{{}, cpu.Host()} {
			g := newGuarded(n * channels * 4)
			dst := floats(g.data)
			PackTapsF32(w, OutputF32{Bias: bias, Low: -0.5, High: 0.75}, f).Run(dst, x, step, n)
			g.check(t)
			for i, got := range dst {
				c, want := i%channels, float64(bias[i%channels])
				for k := range taps {
					want += float64(cells[k][i/channels*step+c]) * float64(w[k*channels+c])
				}
				if want = min(max(want, -0.5), 0.75); math.Abs(float64(got)-want) > 1e-5 {
					t.Fatalf("%v, %d channels, %d taps: output %d channel %d: got %g, want %g", f.Names(), channels, taps, i/channels, c, got, want)
				}
			}
		}
	}
}
