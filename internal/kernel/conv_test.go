package kernel

import (
	"math/rand/v2"
	"testing"

	"edged/internal/cpu"
	"edged/internal/fixedpoint"
)

// features are the sets of features to test on this processor: all, and each time without
// what makes it choose other kernels.
func features() []cpu.Features {
	h := cpu.Host()
	sets := []cpu.Features{h}
	for _, f := range []cpu.Features{{DotProd: true}, {VNNI: true}} {
		if fewer := h.Without(f); fewer != h {
			sets = append(sets, fewer)
		}
	}
	return sets
}

// TestConv compares what the processor's features do with the definition: channels around
// panels, pixels around tiles, segments of every length modulo 16.
func TestConv(t *testing.T) {
	r := rand.New(rand.NewPCG(41, 1))
	for _, f := range features() {
		if convKernelFor(f) == nil {
			continue
		}
		for i := range 3000 {
			rows, pixels := 1+r.IntN(70), 1+r.IntN(13)
			if i%50 == 0 {
				pixels = 1 + r.IntN(ConvPixels)
			}
			win := Windows{Starts: []int{0}, Length: 1 + r.IntN(50)}
			for range r.IntN(4) {
				win.Starts = append(win.Starts, win.Starts[len(win.Starts)-1]+r.IntN(200))
			}
			for _, o := range outputs(r, rows) {
				checkConv(t, r, f, rows, pixels, win, o)
			}
		}
	}
}

func checkConv(t *testing.T, r *rand.Rand, f cpu.Features, rows, pixels int, win Windows, o *Output) {
	t.Helper()
	w := random8(r, rows*len(win.Starts)*win.Length)
	image := random8(r, 1500+ConvSlack)
	if r.IntN(4) == 0 {
		w, image = constant8(-128, len(w)), constant8(-128, len(image))
	}
	at := make([]int, pixels)
	for i := range at {
		at[i] = r.IntN(1500 - win.Starts[len(win.Starts)-1] - win.Length)
	}
	zero := []int32{0, int32(r.IntN(256) - 128)}[r.IntN(2)]
	c := NewConv(w, rows, win, zero, o, f)
	dst, memory := newGuarded(pixels*rows), newGuarded(c.Scratch())
	c.Run(dst.data, image, at, memory.data)
	dst.check(t)
	memory.check(t)
	for i, from := range at {
		want := make([]byte, rows)
		o.Store(want, convSums(w, image[from:], rows, win, zero), 0)
		for row, v := range want {
			if got := dst.data[i*rows+row]; got != v {
				t.Fatalf("%v, %d rows, %d pixels, %d segments of %d: pixel %d row %d: got %d, want %d",
					f.Names(), rows, pixels, len(win.Starts), win.Length, i, row, got, v)
			}
		}
	}
}

// convSums is the definition of a convolution's sums.
func convSums(w, image []int8, rows int, win Windows, zero int32) []int32 {
	sums := make([]int32, rows)
	cols := len(win.Starts) * win.Length
	for row := range sums {
		for i, v := range w[row*cols : (row+1)*cols] {
			sums[row] += (int32(v) - zero) * int32(image[win.Starts[i/win.Length]+i%win.Length])
		}
	}
	return sums
}

// BenchmarkConv measures kernels without their loops in Go.
func BenchmarkConv(b *testing.B) {
	r := rand.New(rand.NewPCG(42, 1))
	const rows, cols = 96, 384
	scale := make([]fixedpoint.Multiplier, rows)
	for i := range scale {
		scale[i] = randomScale(r, -12, -5)
	}
	for _, f := range features() {
		c := NewConv(random8(r, rows*cols), rows, Windows{[]int{0}, cols}, 0, NewOutput(0, -128, 127, make([]int32, rows), scale), f)
		if c == nil {
			continue
		}
		at := make([]int, 32)
		for i := range at {
			at[i] = i * cols
		}
		image, dst, memory := random8(r, 32*cols), make([]byte, 32*rows), newGuarded(c.Scratch()).data
		for b.Loop() {
			c.Run(dst, image, at, memory)
		}
	}
}

// TestBytes compares what vectors do in Flip and Sum with the definition.
func TestBytes(t *testing.T) {
	r := rand.New(rand.NewPCG(43, 1))
	for n := range 300 {
		x := random8(r, n)
		if n%3 == 0 {
			x = constant8(-128, n)
		}
		want := int32(0)
		for _, v := range x {
			want += int32(v)
		}
		if got := Sum(x); got != want {
			t.Fatalf("%d elements: sum %d, want %d", n, got, want)
		}
		dst := newGuarded(n)
		Flip(dst.data, unsigned(x))
		dst.check(t)
		for i, v := range unsigned(x) {
			if dst.data[i] != v^0x80 {
				t.Fatalf("%d elements: element %d is %d, flipped %d", n, i, v, dst.data[i])
			}
		}
	}
}
