package kernel

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"edged/internal/fixedpoint"
)

func random8(r *rand.Rand, n int) []int8 {
	x := make([]int8, n)
	for i := range x {
		x[i] = int8(r.Uint32())
	}
	return x
}

func constant8(v int8, n int) []int8 {
	x := make([]int8, n)
	for i := range x {
		x[i] = v
	}
	return x
}

// TestMul compares both integer products with the definition, at random and with every
// sum as large and as small as it can be.
func TestMul(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for _, rows := range []int{1, 3, 4, 5, 8, 17} {
		for _, cols := range []int{1, 2, 3, 4, 5, 27, 63, 64, 65, 200, 1000} {
			for name, gen := range map[string]func(n int) ([]int8, []int8){
				"random":   func(n int) ([]int8, []int8) { return random8(r, n*rows), random8(r, n) },
				"lowest":   func(n int) ([]int8, []int8) { return constant8(-128, n*rows), constant8(-128, n) },
				"highest":  func(n int) ([]int8, []int8) { return constant8(127, n*rows), constant8(127, n) },
				"opposite": func(n int) ([]int8, []int8) { return constant8(127, n*rows), constant8(-128, n) },
			} {
				t.Run(fmt.Sprintf("%s/%dx%d", name, rows, cols), func(t *testing.T) {
					w, x0 := gen(cols)
					checkMul(t, w, rows, [Pixels][]int8{x0, random8(r, cols), x0})
				})
			}
		}
	}
}

func checkMul(t *testing.T, w []int8, rows int, x [Pixels][]int8) {
	cols := len(w) / rows
	p := Pack(w, rows)
	var acc [Pixels][]int32
	for i := range acc {
		acc[i] = make([]int32, p.PaddedRows())
	}
	one := make([]int32, p.PaddedRows())
	p.mul3(&acc, &x, make([][Steps]int64, p.Entries()))
	for i := range x {
		p.Mul1(one, x[i])
		for row := range p.PaddedRows() {
			var want int32
			if row < rows {
				for c := range cols {
					want += int32(w[row*cols+c]) * int32(x[i][c])
				}
			}
			if acc[i][row] != want || one[row] != want {
				t.Fatalf("input %d row %d: Mul3 %d, Mul1 %d, want %d", i, row, acc[i][row], one[row], want)
			}
		}
	}
}

func randomScale(r *rand.Rand, lo, hi int) fixedpoint.Multiplier {
	return fixedpoint.Multiplier{Mantissa: 1<<30 + int32(r.Uint32()>>2), Shift: lo + r.IntN(hi-lo+1)}
}

// TestStore compares Output with fixedpoint.Multiplier, which is the definition.
func TestStore(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	for _, shifts := range [][2]int{{-12, -1}, {-31, 0}, {0, 3}, {-31, 20}} {
		for range 500 {
			n := 1 + int(r.Uint32()%20)
			bias, acc := make([]int32, n), make([]int32, n+3)
			scale := make([]fixedpoint.Multiplier, n)
			for i := range bias {
				bias[i], acc[i] = int32(r.Uint32())>>(r.Uint32()%32), int32(r.Uint32())>>(r.Uint32()%32)
				scale[i] = randomScale(r, shifts[0], shifts[1])
			}
			o := NewOutput(3, -128, 127, bias, scale)
			dst := make([]byte, n)
			o.Store(dst, acc, 7)
			for i := range dst {
				want := byte(min(max(scale[i].Mul(acc[i]+7+bias[i])+3, -128), 127))
				if dst[i] != want {
					t.Fatalf("%d with %v: got %d, want %d", acc[i]+7+bias[i], scale[i], dst[i], want)
				}
			}
		}
	}
}

func TestStoreReal(t *testing.T) {
	o := NewRealOutput(-5, 0, 255, []int32{0, 1, 0, 0, 0}, []float64{0.5, 0.5, 0.5, 1e9, -1e9})
	dst := make([]byte, 5)
	o.Store(dst, []int32{20, 20, 21, math.MaxInt32, math.MaxInt32}, 0)
	if want := [5]byte{5, 6, 6, 255, 0}; [5]byte(dst) != want {
		t.Errorf("got %v, want %v", dst, want)
	}
}

func TestDepthwiseTapMultiplier(t *testing.T) {
	acc := []int32{1, 2, 3, 4}
	DepthwiseTap(acc, []uint8{10, 20}, 5, []int16{1, 2, 3, -4}, 2)
	if want := [4]int32{6, 12, 48, -56}; [4]int32(acc) != want {
		t.Errorf("got %v, want %v", acc, want)
	}
	f := []float32{1, 2, 3, 4}
	DepthwiseTapF32(f, []float32{5, 15}, []float32{1, 2, 3, -4}, 2)
	if want := [4]float32{6, 12, 48, -56}; [4]float32(f) != want {
		t.Errorf("got %v, want %v", f, want)
	}
}

func TestFlip(t *testing.T) {
	for n := range 40 {
		src := make([]byte, n)
		for i := range src {
			src[i] = byte(i * 7)
		}
		dst := make([]byte, n)
		Flip(dst, src)
		for i := range src {
			if int(int8(dst[i])) != int(src[i])-128 {
				t.Fatalf("%d: got %d, want %d", src[i], int8(dst[i]), int(src[i])-128)
			}
		}
	}
	if got := Sum([]int8{-128, 127, 3}); got != 2 {
		t.Errorf("sum: got %d, want 2", got)
	}
}

func TestF32(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	random := func(n int) []float32 {
		x := make([]float32, n)
		for i := range x {
			x[i] = r.Float32() - 0.5
		}
		return x
	}
	for _, rows := range []int{1, 4, 7} {
		for _, cols := range []int{1, 3, 50} {
			w, bias := random(rows*cols), random(rows)
			x := [Pixels][]float32{random(cols), random(cols), random(cols)}
			p := PackF32(w, rows)
			o := OutputF32{Bias: bias, Low: -2, High: 2}
			var acc [Pixels][]float32
			for i := range acc {
				acc[i] = make([]float32, p.PaddedRows())
			}
			p.Mul3(&acc, &x)
			for i := range x {
				dst, one := make([]float32, rows), make([]float32, p.PaddedRows())
				o.Store(dst, acc[i])
				p.Mul1(one, x[i])
				for row := range rows {
					want := float64(bias[row])
					for c := range cols {
						want += float64(w[row*cols+c]) * float64(x[i][c])
					}
					if math.Abs(float64(dst[row])-want) > 1e-5 || math.Abs(float64(one[row]+bias[row])-want) > 1e-5 {
						t.Fatalf("%dx%d row %d: got %g and %g, want %g", rows, cols, row, dst[row], one[row], want)
					}
				}
			}
		}
	}
}

func BenchmarkMul(b *testing.B) {
	const rows, cols = 64, 192
	r := rand.New(rand.NewPCG(5, 5))
	p := Pack(random8(r, rows*cols), rows)
	x := [Pixels][]int8{random8(r, cols), random8(r, cols), random8(r, cols)}
	acc := [Pixels][]int32{make([]int32, rows), make([]int32, rows), make([]int32, rows)}
	lanes := make([][Steps]int64, p.Entries())
	report := func(b *testing.B, macs int) {
		b.ReportMetric(float64(b.N)*float64(macs)/float64(b.Elapsed().Nanoseconds()), "GMAC/s")
	}
	b.Run("Mul1", func(b *testing.B) {
		for b.Loop() {
			p.Mul1(acc[0], x[0])
		}
		report(b, rows*cols)
	})
	b.Run("Mul3", func(b *testing.B) {
		for b.Loop() {
			p.mul3(&acc, &x, lanes)
		}
		report(b, 3*rows*cols)
	})
	b.Run("F32", func(b *testing.B) {
		w := PackF32(make([]float32, rows*cols), rows)
		var xf, af [Pixels][]float32
		for i := range xf {
			xf[i], af[i] = make([]float32, cols), make([]float32, rows)
		}
		for b.Loop() {
			w.Mul3(&af, &xf)
		}
		report(b, 3*rows*cols)
	})
}
