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

// PairInput says what the bytes of an input become: Table has it for every byte. Vector
// instructions compute it from the rest: for a value v, it is Slope*(v-Zero) rounded,
// divided by 2^Right with halves away from zero, and negative where Minus is set.
type PairInput struct {
	Table [256]int32
	Zero  int32
	Slope float64
	Right uint
	Minus bool
}

// Pair computes an int32 of two bytes, both int8 or both uint8.
type Pair struct {
	kind PairKind
	x, y PairInput
	line *pairLine // nil: not for this processor, or the tables are not nearly straight
}

// pairLine is what the vector loops read, everything eight times.
type pairLine struct {
	flip [8]int32
	x, y line
}

// line computes a table: with u the byte, flipped, less zero, its value is
//
//	n := u*whole + (u*part+2^(lineBits-1))>>lineBits
//	(n + half + n>>31&mask) >> right * sign
type line struct{ zero, whole, part, half, mask, right, sign [8]int32 }

const lineBits = 23

// NewPair makes a Pair for a processor.
func NewPair(kind PairKind, x, y PairInput, signed bool, f cpu.Features) *Pair {
	p := &Pair{kind: kind, x: x, y: y}
	if !f.Vectors() {
		return p
	}
	l := &pairLine{}
	if signed {
		l.flip = times8(0x80)
	}
	var good bool
	if l.x, good = x.line(l.flip[0]); !good {
		return p
	}
	if l.y, good = y.line(l.flip[0]); !good || kind == PairProduct && !(l.x.plain() && l.y.plain()) {
		return p
	}
	p.line = l
	return p
}

func times8(v int32) [8]int32 { return [8]int32{v, v, v, v, v, v, v, v} }

// line reports whether there is a line that has all the values of the table.
func (in *PairInput) line(flip int32) (line, bool) {
	if !(math.Abs(in.Slope) < 1<<22) || in.Right > 31 {
		return line{}, false
	}
	if zero := in.Zero + flip; zero < 0 || zero > 255 {
		return line{}, false
	}
	whole := math.Round(in.Slope)
	part := int32(math.Round((in.Slope - whole) * (1 << lineBits)))
	var half, mask int32
	if in.Right > 0 {
		half, mask = 1<<(in.Right-1), -1
	}
	sign := int32(1)
	if in.Minus {
		sign = -1
	}
	for b, want := range in.Table {
		u := (int32(b) ^ flip) - (in.Zero + flip)
		n := u*int32(whole) + (u*part+1<<(lineBits-1))>>lineBits
		if (n+half+n>>31&mask)>>in.Right*sign != want {
			return line{}, false
		}
	}
	return line{
		times8(in.Zero + flip), times8(int32(whole)), times8(part),
		times8(half), times8(mask), times8(int32(in.Right)), times8(sign),
	}, true
}

// plain reports whether the line only subtracts the zero point.
func (l *line) plain() bool {
	return l.whole[0] == 1 && l.part[0] == 0 && l.right[0] == 0 && l.sign[0] == 1
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
