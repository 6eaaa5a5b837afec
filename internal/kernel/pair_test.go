package kernel

import (
	"math/rand/v2"
	"testing"
	"unsafe"

	"edged/internal/cpu"
	"edged/internal/fixedpoint"
)

// randomInput tabulates a scaling of bytes, sometimes by a whole number; some tables are
// of no line at all.
func randomInput(r *rand.Rand, signed bool) PairInput {
	in := PairInput{Zero: int32(r.IntN(256)), Slope: 1}
	if signed {
		in.Zero -= 128
	}
	m := randomScale(r, -12, 0)
	shift := []int{0, 7, 20}[r.IntN(3)]
	if shift > 0 {
		in.Slope, in.Right = float64(m.Mantissa)/(1<<31)*float64(int(1)<<shift), uint(-m.Shift)
	} else {
		m = fixedpoint.Multiplier{Mantissa: 1 << 30, Shift: 1}
	}
	for b := range in.Table {
		v := int32(b)
		if signed {
			v = int32(int8(b))
		}
		in.Table[b] = m.Mul((v - in.Zero) << shift)
	}
	switch r.IntN(10) {
	case 0:
		in.Minus = true
		for i, v := range in.Table {
			in.Table[i] = -v
		}
	case 1:
		in.Table[r.IntN(256)]++
	}
	return in
}

// TestPair compares every kind with the tables.
func TestPair(t *testing.T) {
	r := rand.New(rand.NewPCG(44, 1))
	lines := 0
	for range 3000 {
		signed, n := r.IntN(2) == 0, r.IntN(70)
		x, y := randomInput(r, signed), randomInput(r, signed)
		bytes := [2][]byte{make([]byte, max(n, 1)), make([]byte, max(n, 1))}
		for i := range bytes[0] {
			bytes[0][i], bytes[1][i] = byte(r.Uint32()), byte(r.Uint32())
		}
		sx, sy := r.IntN(2), r.IntN(2)
		for kind := PairSum; kind <= PairSquare; kind++ {
			for _, f := range []cpu.Features{{}, cpu.Host()} {
				p := NewPair(kind, x, y, signed, f)
				if p.line != nil {
					lines++
				}
				g := newGuarded(4 * n)
				acc := unsafe.Slice((*int32)(unsafe.Pointer(unsafe.SliceData(g.data))), n)
				p.Compute(acc, bytes[0], sx, bytes[1], sy)
				g.check(t)
				for i, got := range acc {
					a, b := x.Table[bytes[0][i*sx]], y.Table[bytes[1][i*sy]]
					want := [...]int32{a + b, a * b, (a + b) * (a + b)}[kind]
					if got != want {
						t.Fatalf("kind %d, %v, element %d of %d: got %d, want %d", kind, f.Names(), i, n, got, want)
					}
				}
			}
		}
	}
	if cpu.Host().Vectors() && lines < 4500 {
		t.Errorf("%d lines", lines)
	}
}

func BenchmarkPair(b *testing.B) {
	r := rand.New(rand.NewPCG(45, 1))
	in := randomInput(r, true)
	acc, x := make([]int32, 4096), make([]byte, 4096)
	for _, f := range []cpu.Features{{}, cpu.Host()} {
		p := NewPair(PairSum, in, in, true, f)
		b.Run(names(f), func(b *testing.B) {
			for b.Loop() {
				p.Compute(acc, x, 1, x, 1)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/4096, "ns/output")
		})
	}
}
