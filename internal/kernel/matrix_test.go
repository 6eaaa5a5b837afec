package kernel

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"edged/internal/cpu"
)

// ways are all the ways of multiplying that this processor has, by name.
func ways() map[string]*way {
	return map[string]*way{"plain": &plain, "fastest": fastest(cpu.Host())}
}

// TestMatrix compares every way with the definition: sizes around those of tiles and
// panels, at random and with sums as large and as small as they can be, from memory with
// guards around it.
func TestMatrix(t *testing.T) {
	for name, w := range ways() {
		t.Run(name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(11, 1))
			for _, rows := range []int{1, 3, 8, 15, 16, 17, 40} {
				for _, cols := range []int{1, 2, 3, 4, 5, 15, 16, 27, 32, 33, 100} {
					for _, n := range []int{1, 2, 3, 4, 5, 6, 7, 12, 13} {
						checkMatrix(t, w, random8(r, rows*cols), random8(r, n*cols), rows, r.IntN(2) == 0)
					}
				}
			}
			const n = 200
			for _, v := range [][2]int8{{-128, -128}, {127, 127}, {127, -128}, {-128, 127}} {
				checkMatrix(t, w, constant8(v[0], 5*n), constant8(v[1], 7*n), 5, false)
			}
		})
	}
}

func checkMatrix(t *testing.T, way *way, w, x []int8, rows int, flip bool) {
	t.Helper()
	cols := len(w) / rows
	m := packFor(way, w, rows)
	most := min(len(x)/cols, m.Inputs())
	memory := newGuarded(m.Scratch(most))
	b := &m.Blocks(1, most)[0]
	b.Use(m, memory.data)
	for done := 0; done < len(x)/cols; {
		n := min(len(x)/cols-done, m.Inputs())
		part := x[done*cols : (done+n)*cols]
		if flip {
			flipped := make([]byte, len(part))
			Flip(flipped, unsigned(part))
			b.Load(0, flipped, n, true)
		} else {
			b.Load(0, unsigned(part[:cols]), 1, false)
			for i := 1; i < n; i++ {
				copy(b.Room(), part[i*cols:])
				b.Load(i, unsigned(b.Room()), 1, false)
			}
		}
		b.Mul(n)
		if err := wrongProduct(b, w, part, rows, n); err != nil {
			t.Fatalf("%dx%d, %d inputs: %v", rows, cols, n, err)
		}
		done += n
	}
	memory.check(t)
}

func wrongProduct(b *Block, w, x []int8, rows, n int) error {
	cols := len(w) / rows
	sums := b.Sums(n, 3)
	for i := range n {
		in := x[i*cols : (i+1)*cols]
		if got, want := sums[i], 3*Sum(in); got != want {
			return fmt.Errorf("input %d: sum %d, want %d", i, got, want)
		}
		for row := range rows {
			var want int32
			for c, v := range w[row*cols : (row+1)*cols] {
				want += int32(v) * int32(in[c])
			}
			if got := b.Acc[i*b.Stride+row]; got != want {
				return fmt.Errorf("input %d row %d: got %d, want %d", i, row, got, want)
			}
		}
	}
	return nil
}

// guarded is memory with bytes around it that nobody may change.
type guarded struct{ whole, data []byte }

const guard = 128

func newGuarded(n int) *guarded {
	g := &guarded{whole: make([]byte, n+2*guard+Align)}
	for i := range g.whole {
		g.whole[i] = 0xA5
	}
	from := guard + (Align-int(address(g.whole[guard:])%Align))%Align
	g.data = g.whole[from : from+n : from+n]
	return g
}

func (g *guarded) check(t *testing.T) {
	t.Helper()
	from := int(address(g.data) - address(g.whole))
	for i, v := range g.whole {
		if (i < from || i >= from+len(g.data)) && v != 0xA5 {
			t.Fatalf("wrote outside its memory of %d bytes, at %d", len(g.data), i-from)
		}
	}
}

// BenchmarkMatrix measures every way on shapes of MobileNetV2.
func BenchmarkMatrix(b *testing.B) {
	r := rand.New(rand.NewPCG(12, 1))
	for name, w := range ways() {
		for _, s := range [][2]int{{16, 32}, {96, 16}, {32, 192}, {384, 64}, {96, 576}, {320, 960}, {1280, 320}} {
			b.Run(fmt.Sprintf("%s/%dx%d", name, s[0], s[1]), func(b *testing.B) {
				m := packFor(w, random8(r, s[0]*s[1]), s[0])
				block := &m.Blocks(1, m.Inputs())[0]
				block.Use(m, newGuarded(m.Scratch(m.Inputs())).data)
				x := unsigned(random8(r, m.Inputs()*m.cols))
				block.Load(0, x, m.Inputs(), false)
				for b.Loop() {
					block.Mul(m.Inputs())
				}
				macs := m.Inputs() * m.rows * m.cols
				b.ReportMetric(float64(b.N)*float64(macs)/float64(b.Elapsed().Nanoseconds()), "GMAC/s")
			})
		}
	}
}

// TestPieces compares inputs in pieces with the same inputs in one.
func TestPieces(t *testing.T) {
	for name, w := range ways() {
		t.Run(name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(13, 1))
			for range 500 {
				p := Pieces[int8]{Every: 1 + r.IntN(3), Count: 1 + r.IntN(5), Length: 1 + r.IntN(40), Step: r.IntN(20), N: 1 + r.IntN(8)}
				checkPieces(t, r, w, &p, r.IntN(2) == 0)
			}
		})
	}
}

func checkPieces(t *testing.T, r *rand.Rand, way *way, p *Pieces[int8], flip bool) {
	t.Helper()
	const rows = 3
	cols := p.Count * p.Length
	var x []int8
	pieces := make([][]int8, p.Count)
	for k := range pieces {
		pieces[k] = random8(r, p.Step*(p.N-1)+p.Length)
		p.X = append(p.X, &pieces[k][0])
		p.X = append(p.X, make([]*int8, p.Every-1)...)
	}
	for i := range p.N {
		for _, piece := range pieces {
			x = append(x, piece[i*p.Step:i*p.Step+p.Length]...)
		}
	}
	if flip {
		Flip(unsigned(x), unsigned(x))
	}
	w := random8(r, rows*cols)
	m := packFor(way, w, rows)
	g := newGuarded(m.Scratch(m.Inputs()))
	b := &m.Blocks(1, m.Inputs())[0]
	b.Use(m, g.data)
	b.LoadPieces(0, p, flip)
	b.Mul(p.N)
	g.check(t)
	if err := wrongProduct(b, w, x, rows, p.N); err != nil {
		t.Fatalf("%d pieces of %d, step %d: %v", p.Count, p.Length, p.Step, err)
	}
}
