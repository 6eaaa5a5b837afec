package kernel

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestRepack fills one matrix again and again, at most as large as it was reserved, from
// rows and from columns, and wants the products of a matrix packed afresh. Extreme
// elements fill the sums of three products to the brim.
func TestRepack(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	for _, cols := range []int{1, 3, 4, 59, 60, 61, 64, 200} {
		w := ReserveWeights(17, cols)
		for round, rows := range []int{17, 1, 4, 16, 5, 17} {
			src, x := random8(r, rows*cols), random8(r, cols)
			if round%2 == 1 {
				src, x = constant8(-128, rows*cols), constant8(-128, cols)
			}
			for _, m := range []struct {
				src           []int8
				rowStep, step int
			}{{src, cols, 1}, {turned(src, rows), 1, rows}} {
				w.Repack(m.src, rows, m.rowStep, m.step)
				if w.Columns() != cols {
					t.Fatalf("%d columns, want %d", w.Columns(), cols)
				}
				sameProducts(t, w, Pack(src, rows), x)
			}
		}
	}
}

// turned stores a matrix by columns.
func turned[T any](src []T, rows int) []T {
	cols := len(src) / rows
	out := make([]T, len(src))
	for i, v := range src {
		out[i%cols*rows+i/cols] = v
	}
	return out
}

func sameProducts(t *testing.T, got, want *Weights, x []int8) {
	t.Helper()
	if got.PaddedRows() != want.PaddedRows() {
		t.Fatalf("%d rows, want %d", got.PaddedRows(), want.PaddedRows())
	}
	products := func(w *Weights) []int32 {
		one := make([]int32, w.PaddedRows())
		w.Mul1(one, x)
		acc := [Pixels][]int32{slices.Clone(one), slices.Clone(one), slices.Clone(one)}
		w.mul3(&acc, &[Pixels][]int8{x, x, x}, make([][Steps]int64, w.Entries()))
		return slices.Concat(one, acc[0], acc[1], acc[2])
	}
	if g, w := products(got), products(want); !slices.Equal(g, w) {
		t.Errorf("%d columns: %v, want %v", len(x), g, w)
	}
}

func TestRepackF32(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	const cols = 7
	w := ReserveF32(9, cols)
	for _, rows := range []int{9, 2, 4, 7, 1} {
		src := make([]float32, rows*cols)
		for i := range src {
			src[i] = r.Float32()
		}
		want := PackF32(src, rows)
		w.Repack(src, rows, cols, 1)
		if !slices.Equal(w.panels[:len(want.panels)], want.panels) || w.PaddedRows() != want.PaddedRows() {
			t.Errorf("%d rows by rows: %v, want %v", rows, w.panels, want.panels)
		}
		w.Repack(turned(src, rows), rows, 1, rows)
		if !slices.Equal(w.panels[:len(want.panels)], want.panels) {
			t.Errorf("%d rows by columns: %v, want %v", rows, w.panels, want.panels)
		}
	}
}

// TestDotsWide compares with Dots, elements as large as they can be among them.
func TestDotsWide(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	x, w := make([]int16, 300), make([]int16, 5*300)
	for _, gen := range []func() int16{func() int16 { return int16(r.Uint32()) }, func() int16 { return -32768 }} {
		for i := range x {
			x[i] = gen()
		}
		for i := range w {
			w[i] = gen()
		}
		for _, rows := range []int{1, 2, 5} {
			got, want := make([]int64, rows), make([]int64, rows)
			DotsWide(got, x, w, 300, 0, 7)
			Dots(want, x, w, 300, 0, 7)
			if !slices.Equal(got, want) {
				t.Errorf("%d rows: %v, want %v", rows, got, want)
			}
		}
	}
}

// TestDots compares with the definition.
func TestDots(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	for _, rows := range []int{1, 3, 4, 9} {
		for _, zero := range []int32{0, -128, 127} {
			x, w := random8(r, 13), random8(r, rows*20)
			got := make([]int32, rows)
			for i := range got {
				got[i] = int32(i)
			}
			Dots(got, x, w, 20, 5, zero)
			for i, g := range got {
				want := int32(i)
				for c, v := range x {
					want += (int32(v) - 5) * (int32(w[i*20+c]) - zero)
				}
				if g != want {
					t.Errorf("row %d of %d, zero point %d: %d, want %d", i, rows, zero, g, want)
				}
			}
		}
	}
}
