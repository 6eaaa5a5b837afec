package kernel

import (
	"math"

	"edged/internal/cpu"
)

// PairKind is what a Pair makes of what its inputs become.
type PairKind int

// The kinds.
const (
	PairSum     PairKind = iota
	PairProduct          // modulo 2^32
	PairSquare           // of the sum, modulo 2^32
)

// PairInput says what the bytes of an input become: Table has it for every byte. It is
// about Slope*(v-Zero) for a value v, which vector instructions make use of.
type PairInput struct {
	Table [256]int32
	Slope float64
	Zero  int32
}

// Pair computes an int32 of two bytes, both int8 or both uint8.
type Pair struct {
	kind PairKind
	x, y PairInput
	line *pairLine // nil: not for this processor, or the tables are not nearly straight
}

// pairLine is what pair...AVX2 read.
type pairLine struct {
	x, y line
	flip int32
}

// line computes a table: with u the byte, flipped, less zero, its value is
//
//	u*whole + (u*part + 2^(lineBits-1)) >> lineBits
type line struct{ zero, whole, part int32 }

const lineBits = 23

// NewPair makes a Pair for a processor.
func NewPair(kind PairKind, x, y PairInput, signed bool, f cpu.Features) *Pair {
	p := &Pair{kind: kind, x: x, y: y}
	if !f.AVX2 {
		return p
	}
	flip := int32(0)
	if signed {
		flip = 0x80
	}
	lx, xok := x.line(flip)
	ly, yok := y.line(flip)
	if xok && yok {
		p.line = &pairLine{lx, ly, flip}
	}
	return p
}

// line reports whether there is a line that has all the values of the table.
func (in *PairInput) line(flip int32) (line, bool) {
	if !(math.Abs(in.Slope) < 1<<22) {
		return line{}, false
	}
	whole := math.Round(in.Slope)
	l := line{in.Zero + flip, int32(whole), int32(math.Round((in.Slope - whole) * (1 << lineBits)))}
	for b, want := range in.Table {
		u := int32(b) ^ flip - l.zero
		if u*l.whole+(u*l.part+1<<(lineBits-1))>>lineBits != want {
			return line{}, false
		}
	}
	return l, true
}

// Compute sets acc[i] to what becomes of x[i*sx] and y[i*sy]; steps are 0 or 1.
func (p *Pair) Compute(acc []int32, x []byte, sx int, y []byte, sy int) {
	if p.line != nil && len(acc) >= 8 {
		p.vector(acc, x, sx, y, sy)
		return
	}
	switch p.kind {
	case PairSum:
		sumPairs(acc, x, sx, y, sy, &p.x.Table, &p.y.Table)
	case PairProduct:
		for i := range acc {
			acc[i] = p.x.Table[x[i*sx]] * p.y.Table[y[i*sy]]
		}
	case PairSquare:
		sumPairs(acc, x, sx, y, sy, &p.x.Table, &p.y.Table)
		for i, v := range acc {
			acc[i] = v * v
		}
	}
}

func sumPairs(acc []int32, x []byte, sx int, y []byte, sy int, tx, ty *[256]int32) {
	if sx == 1 && sy == 1 {
		x, y = x[:len(acc)], y[:len(acc)]
		for i := range acc {
			acc[i] = tx[x[i]] + ty[y[i]]
		}
		return
	}
	for i := range acc {
		acc[i] = tx[x[i*sx]] + ty[y[i*sy]]
	}
}
