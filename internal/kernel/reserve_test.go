package kernel

import (
	"math/rand/v2"
	"slices"
	"testing"

	"edged/internal/cpu"
)

// TestRepackMatrix fills one matrix again and again, from rows and from columns, and wants
// the sums of a matrix packed afresh.
func TestRepackMatrix(t *testing.T) {
	r := rand.New(rand.NewPCG(46, 1))
	for range 300 {
		most, cols := 1+r.IntN(70), 1+r.IntN(70)
		for _, f := range []cpu.Features{{}, cpu.Host()} {
			m := ReserveMatrix(most, cols, f)
			for range 4 {
				rows := 1 + r.IntN(most)
				src, x := random8(r, rows*cols), random8(r, cols)
				want := sums(PackMatrix(src, rows, cpu.Features{}), x)[:rows]
				m.Repack(src, rows, cols, 1)
				if got := sums(m, x)[:rows]; !slices.Equal(got, want) {
					t.Fatalf("%v, %dx%d by rows: got %v, want %v", f.Names(), rows, cols, got, want)
				}
				m.Repack(turned(src, rows), rows, 1, rows)
				if got := sums(m, x)[:rows]; !slices.Equal(got, want) {
					t.Fatalf("%v, %dx%d by columns: got %v, want %v", f.Names(), rows, cols, got, want)
				}
			}
		}
	}
}

func sums(m *Matrix, x []int8) []int32 {
	b := &m.Blocks(1, m.Inputs())[0]
	b.Use(m, newGuarded(m.Scratch(m.Inputs())).data)
	b.Load(0, unsigned(x), 1, false)
	b.Mul(1)
	return b.Acc
}

// TestRebias compares an Output with one made of the biases it gets.
func TestRebias(t *testing.T) {
	r := rand.New(rand.NewPCG(47, 1))
	for range 500 {
		n := 1 + r.IntN(40)
		acc, bias := make([]int32, n), make([]int32, n)
		for i := range acc {
			acc[i], bias[i] = int32(r.Uint32())>>16, int32(r.Uint32())>>16
		}
		seed := r.Uint64()
		for _, f := range []cpu.Features{{}, cpu.Host()} {
			fresh := outputs(rand.New(rand.NewPCG(seed, 1)), n)[0]
			o := outputs(rand.New(rand.NewPCG(seed, 1)), n)[0].For(f)
			o.Rebias(bias)
			for i := range fresh.channels {
				fresh.channels[i].bias = bias[i]
			}
			got, want := make([]byte, n), make([]byte, n)
			o.StoreRows(got, n, acc, n, 1, nil)
			fresh.StoreRows(want, n, acc, n, 1, nil)
			if !slices.Equal(got, want) {
				t.Fatalf("%v: got %v, want %v", f.Names(), got, want)
			}
		}
	}
}
