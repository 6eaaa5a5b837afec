package kernel

import (
	"math/rand/v2"
	"slices"
	"testing"

	"edged/internal/cpu"
)

// bilinearColumns returns random columns of a row of pixels.
func bilinearColumns[T float32 | int32](r *rand.Rand, pixels, depth int, whole T, fraction func() T) []BilinearColumn[T] {
	cols := make([]BilinearColumn[T], r.IntN(20))
	for i := range cols {
		f := fraction()
		cols[i] = BilinearColumn[T]{int32(r.IntN(pixels) * depth), int32(r.IntN(pixels) * depth), whole - f, f}
	}
	return cols
}

// TestBilinearFloat compares the processor's features with the plain loops, and these with
// interpolation in float64.
func TestBilinearFloat(t *testing.T) {
	r := rand.New(rand.NewPCG(41, 1))
	for range 2000 {
		depth, pixels := 1+r.IntN(40), 1+r.IntN(5)
		x, y := make([]byte, pixels*depth), make([]byte, pixels*depth)
		for i := range x {
			x[i], y[i] = byte(r.Uint32()), byte(r.Uint32())
		}
		cols := bilinearColumns(r, pixels, depth, 1, r.Float32)
		by := r.Float32()
		for i, f := range []cpu.Features{{}, cpu.Host()} {
			top, bottom := make([]float32, len(x)), make([]float32, len(x))
			ScaleBytes(top, x, 1-by, f)
			ScaleBytes(bottom, y, by, f)
			g := newGuarded(len(cols) * depth)
			BilinearFloat(g.data, top, bottom, cols, depth, f)
			g.check(t)
			for k, got := range g.data {
				c := cols[k/depth]
				at := func(x []float32, p int32) float64 { return float64(x[int(p)+k%depth]) }
				want := (at(top, c.Lo)+at(bottom, c.Lo))*float64(c.LoBy) + (at(top, c.Hi)+at(bottom, c.Hi))*float64(c.HiBy)
				if d := want - float64(got); d < -0.501 || d > 0.501 {
					t.Fatalf("features %d: got %d, want %g", i, got, want)
				}
			}
			if want := make([]byte, len(g.data)); i > 0 {
				if BilinearFloat(want, top, bottom, cols, depth, cpu.Features{}); !slices.Equal(g.data, want) {
					t.Fatalf("depth %d: got %v, want %v", depth, g.data, want)
				}
			}
		}
	}
}

// TestBilinearFixed compares the processor's features and the plain loops with division.
func TestBilinearFixed(t *testing.T) {
	r := rand.New(rand.NewPCG(42, 1))
	for range 2000 {
		depth, pixels := 1+r.IntN(40), 1+r.IntN(5)
		row := make([]int32, pixels*depth)
		for i := range row {
			row[i] = int32(r.IntN(255*1024)) - 128*1024
			if r.IntN(2) == 0 {
				row[i] = row[i] >> 9 << 9 // halves are likely
			}
		}
		cols := bilinearColumns(r, pixels, depth, 1024, func() int32 { return r.Int32N(5) * 256 })
		for _, f := range []cpu.Features{{}, cpu.Host()} {
			g := newGuarded(len(cols) * depth)
			BilinearFixed(g.data, row, cols, depth, f)
			g.check(t)
			for k, got := range signed(g.data) {
				c := cols[k/depth]
				v := int64(row[int(c.Lo)+k%depth])*int64(c.LoBy) + int64(row[int(c.Hi)+k%depth])*int64(c.HiBy)
				want := (v + 1<<19) / (1 << 20)
				if v <= 0 {
					want = (v - 1<<19) / (1 << 20)
				}
				if int64(got) != want {
					t.Fatalf("%v: %d becomes %d, want %d", f.Names(), v, got, want)
				}
			}
		}
	}
}
