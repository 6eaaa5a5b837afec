package kernel

import (
	"math"
	"math/rand/v2"
	"testing"
	"unsafe"

	"edged/internal/cpu"
)

func randomF32(r *rand.Rand, n int) []float32 {
	x := make([]float32, n)
	for i := range x {
		x[i] = r.Float32() - 0.5
	}
	return x
}

// TestMatrixF32 compares what the processor's features do with the definition, on inputs
// in pieces.
func TestMatrixF32(t *testing.T) {
	r := rand.New(rand.NewPCG(41, 1))
	for range 1000 {
		p := Pieces[float32]{Every: 1 + r.IntN(3), Count: 1 + r.IntN(4), Length: 1 + r.IntN(20), Step: r.IntN(20), N: 1 + r.IntN(14)}
		rows := 1 + r.IntN(40)
		if r.IntN(2) == 0 {
			rows = 16 * (1 + r.IntN(3))
		}
		for _, f := range []cpu.Features{{}, cpu.Host()} {
			checkMatrixF32(t, r, f, rows, &p)
		}
	}
}

func checkMatrixF32(t *testing.T, r *rand.Rand, f cpu.Features, rows int, p *Pieces[float32]) {
	t.Helper()
	pieces := make([][]float32, p.Count)
	p.X = nil
	for k := range pieces {
		pieces[k] = randomF32(r, p.Step*(p.N-1)+p.Length)
		p.X = append(p.X, &pieces[k][0])
		p.X = append(p.X, make([]*float32, p.Every-1)...)
	}
	cols := p.Count * p.Length
	w, bias := randomF32(r, rows*cols), randomF32(r, rows)
	stride := rows + r.IntN(5)
	m := PackMatrixF32(w, rows, OutputF32{Bias: bias, Low: -1, High: 1}, f)
	memory, out := newGuarded(m.Scratch()*4), newGuarded(((p.N-1)*stride+rows)*4)
	dst := floats(out.data)
	m.Mul(dst, stride, p, floats(memory.data))
	memory.check(t)
	out.check(t)
	for i := range p.N {
		for row := range rows {
			want := float64(bias[row])
			for c := range cols {
				want += float64(w[row*cols+c]) * float64(pieces[c/p.Length][i*p.Step+c%p.Length])
			}
			want = min(max(want, -1), 1)
			if got := float64(dst[i*stride+row]); math.Abs(got-want) > 1e-5 {
				t.Fatalf("%v, %+v, %d rows, input %d row %d: got %g, want %g", f.Names(), *p, rows, i, row, got, want)
			}
		}
	}
}

func floats(b []byte) []float32 { return wordsOf[float32](b) }

// wordsOf returns memory as elements of four bytes.
func wordsOf[T int32 | float32](b []byte) []T {
	return unsafe.Slice((*T)(unsafe.Pointer(unsafe.SliceData(b))), len(b)/4)
}

// TestMatrixF32NaN holds that what is not a number is not clamped.
func TestMatrixF32NaN(t *testing.T) {
	x := []float32{float32(math.NaN())}
	for _, f := range []cpu.Features{{}, cpu.Host()} {
		m := PackMatrixF32(make([]float32, 16), 16, OutputF32{Bias: make([]float32, 16), Low: -1, High: 1}, f)
		dst := make([]float32, 16)
		m.Mul(dst, 16, &Pieces[float32]{X: []*float32{&x[0]}, Every: 1, Count: 1, Length: 1, N: 1}, make([]float32, m.Scratch()))
		for i, v := range dst {
			if v == v {
				t.Fatalf("%v: element %d is %g", f.Names(), i, v)
			}
		}
	}
}
