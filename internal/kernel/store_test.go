package kernel

import (
	"math"
	"math/rand/v2"
	"testing"

	"edged/internal/cpu"
	"edged/internal/fixedpoint"
)

// outputs returns Outputs of every kind for n channels, as random as can be.
func outputs(r *rand.Rand, n int) []*Output {
	zero, low, high := int32(r.IntN(256))-128, int32(-128), int32(127)
	if r.IntN(2) == 0 {
		zero, low, high = zero+128, 0, 255
	}
	if r.IntN(2) == 0 {
		low, high = low+int32(r.IntN(100)), high-int32(r.IntN(100))
	}
	bias, scale := make([]int32, n), make([]fixedpoint.Multiplier, n)
	real := make([]float64, n)
	shifts := [][2]int{{-13, -5}, {-31, 0}, {-1, 0}, {-15, -11}}[r.IntN(4)]
	for i := range bias {
		bias[i] = int32(r.Uint32()) >> r.IntN(32)
		scale[i] = randomScale(r, shifts[0], shifts[1])
		switch r.IntN(8) {
		case 0: // halves are likely
			scale[i].Mantissa = 1 << 30
		case 1:
			scale[i] = fixedpoint.Multiplier{}
		}
		real[i] = math.Ldexp(float64(scale[i].Mantissa), scale[i].Shift-31)
	}
	single := make([]float32, n)
	for i := range single {
		single[i] = float32(real[i])
	}
	low, high = min(low, high), max(low, high)
	return []*Output{
		NewOutput(zero, low, high, bias, scale), NewRealOutput(zero, low, high, bias, real),
		NewFloatOutput(zero, low, high, bias, single), NewOutput(zero, min(max(low, zero), high), high, bias, scale),
		NewOutput(zero, low, high, bias, scale).HalvesUp(n / 2),
	}
}

// TestStoreRows compares what the processor's features do with the plain loops.
func TestStoreRows(t *testing.T) {
	r := rand.New(rand.NewPCG(21, 1))
	for range 4000 {
		channels, n := 1+r.IntN(40), 1+r.IntN(9)
		stride, accStride := channels+r.IntN(10), channels+r.IntN(10)
		acc, add := make([]int32, (n-1)*accStride+channels), make([]int32, n)
		size := r.IntN(32)
		for i := range acc {
			acc[i] = int32(r.Uint32()) >> size
		}
		for i := range add {
			add[i] = int32(r.Uint32()) >> (8 + r.IntN(24))
		}
		if r.IntN(2) == 0 {
			add = nil
		}
		for kind, o := range outputs(r, channels) {
			want := make([]byte, (n-1)*stride+channels)
			o.StoreRows(want, stride, acc, accStride, n, add)
			g := newGuarded(len(want))
			clear(g.data)
			o.For(cpu.Host()).StoreRows(g.data, stride, acc, accStride, n, add)
			g.check(t)
			for i, w := range want {
				if c := i % stride; g.data[i] != w {
					t.Fatalf("kind %d, channel %d of %d, row %d of %d: got %d, want %d", kind, c, channels, i/stride, n, g.data[i], w)
				}
			}
		}
	}
}

// TestStoreHalves holds the vector loops to the plain ones where rounding decides: all
// sums around zero, and products that end in halves.
func TestStoreHalves(t *testing.T) {
	const n = 1 << 12
	bias := make([]int32, 8)
	scale := make([]fixedpoint.Multiplier, 8)
	real := make([]float64, 8)
	for i := range scale {
		scale[i] = fixedpoint.Multiplier{Mantissa: 1<<30 + int32(i%3)<<28, Shift: -i}
		real[i] = math.Ldexp(1, -i) * float64(1+i%3)
	}
	acc := make([]int32, 8*n)
	for i := range acc {
		acc[i] = int32(i/8) - n/2
	}
	for kind, o := range []*Output{
		NewOutput(3, -128, 127, bias, scale), NewRealOutput(3, -128, 127, bias, real),
		NewOutput(3, 3, 127, bias, scale), NewOutput(3, -128, 127, bias, scale).HalvesUp(8),
	} {
		got, want := make([]byte, 8*n), make([]byte, 8*n)
		o.StoreRows(want, 8, acc, 8, n, nil)
		o.For(cpu.Host()).StoreRows(got, 8, acc, 8, n, nil)
		for i, w := range want {
			if got[i] != w {
				t.Fatalf("kind %d, channel %d: %d becomes %d, want %d", kind, i%8, acc[i], int8(got[i]), int8(w))
			}
		}
	}
}

func BenchmarkStore(b *testing.B) {
	r := rand.New(rand.NewPCG(22, 1))
	const channels, n = 96, 48
	acc, dst := make([]int32, channels*n), make([]byte, channels*n)
	for kind, o := range outputs(r, channels) {
		for _, f := range []cpu.Features{{}, cpu.Host()} {
			o.For(f)
			b.Run([]string{"fixed", "real", "float", "positive", "halves"}[kind]+"/"+names(f), func(b *testing.B) {
				for b.Loop() {
					o.StoreRows(dst, channels, acc, channels, n, nil)
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/channels/n, "ns/output")
			})
		}
	}
}

func names(f cpu.Features) string {
	if f == (cpu.Features{}) {
		return "plain"
	}
	return "fastest"
}

// TestUniform compares Uniform with fixedpoint.Multiplier.
func TestUniform(t *testing.T) {
	r := rand.New(rand.NewPCG(23, 1))
	for range 500 {
		n := r.IntN(200)
		scale := randomScale(r, -20, 2)
		x := make([]int32, n)
		for i := range x {
			x[i] = int32(r.Uint32()) >> (2 + r.IntN(28))
		}
		for _, f := range []cpu.Features{{}, cpu.Host()} {
			g := newGuarded(n)
			NewUniform(-3, -128, 127, scale, f).Store(g.data, x)
			g.check(t)
			for i, v := range x {
				if want := byte(min(max(scale.Mul(v)-3, -128), 127)); g.data[i] != want {
					t.Fatalf("%v, %d times %v: got %d, want %d", f.Names(), v, scale, g.data[i], want)
				}
			}
		}
	}
}
