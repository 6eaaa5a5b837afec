package kernel

import "math/bits"

// Pixels is how many inputs Mul3 takes at once.
const Pixels = 3

// wide says that the machine multiplies 64-bit integers in one instruction.
const wide = bits.UintSize == 64

// Mul3 is Mul1 on three inputs at once: acc[i] belongs to x[i]. lanes is scratch memory of
// Entries entries.
//
// On 64-bit machines one multiplication does three: the inputs a, b, c of a column become
// a + b<<21 + c<<42 in signed arithmetic, and that times a weight adds up three products
// side by side. Before a sum can outgrow its 21 bits the three are taken apart; where, is
// known from the weights when they are packed.
func (w *Weights) Mul3(acc *[Pixels][]int32, x *[Pixels][]int8, lanes [][Steps]int64) {
	if !wide {
		for i := range acc {
			w.Mul1(acc[i], x[i])
		}
		return
	}
	w.mul3(acc, x, lanes)
}

func (w *Weights) mul3(acc *[Pixels][]int32, x *[Pixels][]int8, lanes [][Steps]int64) {
	lanes = lanes[:w.steps]
	join(lanes, x[0], x[1], x[2])
	for i, ends := range w.ends {
		var s [Pixels * Rows]int32
		tile(&s, lanes, w.panels[i*w.steps:(i+1)*w.steps], ends)
		*(*[Rows]int32)(acc[0][i*Rows:]) = [Rows]int32(s[0:])
		*(*[Rows]int32)(acc[1][i*Rows:]) = [Rows]int32(s[Rows:])
		*(*[Rows]int32)(acc[2][i*Rows:]) = [Rows]int32(s[2*Rows:])
	}
}

// join sets lanes[c/4][c%4] to x0[c] + x1[c]<<21 + x2[c]<<42 and to zero past the end.
func join(lanes [][Steps]int64, x0, x1, x2 []int8) {
	for len(x0) >= Steps && len(x1) >= Steps && len(x2) >= Steps && len(lanes) > 0 {
		d := &lanes[0]
		d[0] = int64(x0[0]) + int64(x1[0])<<laneBits + int64(x2[0])<<(2*laneBits)
		d[1] = int64(x0[1]) + int64(x1[1])<<laneBits + int64(x2[1])<<(2*laneBits)
		d[2] = int64(x0[2]) + int64(x1[2])<<laneBits + int64(x2[2])<<(2*laneBits)
		d[3] = int64(x0[3]) + int64(x1[3])<<laneBits + int64(x2[3])<<(2*laneBits)
		x0, x1, x2, lanes = x0[Steps:], x1[Steps:], x2[Steps:], lanes[1:]
	}
	if len(lanes) == 0 {
		return
	}
	lanes[0] = [Steps]int64{}
	for c := range x0 {
		lanes[0][c] = int64(x0[c]) + int64(x1[c])<<laneBits + int64(x2[c])<<(2*laneBits)
	}
}

// tile adds the products of one panel and three joined inputs to s, input slowest.
func tile(s *[Pixels * Rows]int32, lanes [][Steps]int64, panel [][Rows * Steps]int8, ends []int32) {
	lo := int32(0)
	for _, hi := range ends {
		x := lanes[lo:hi]
		w := panel[lo:hi]
		w = w[:len(x)]
		var a0, a1, a2, a3 int64
		for i := range x {
			v, p := &x[i], &w[i]
			a0 += v[0] * int64(p[0])
			a1 += v[0] * int64(p[1])
			a2 += v[0] * int64(p[2])
			a3 += v[0] * int64(p[3])
			a0 += v[1] * int64(p[4])
			a1 += v[1] * int64(p[5])
			a2 += v[1] * int64(p[6])
			a3 += v[1] * int64(p[7])
			a0 += v[2] * int64(p[8])
			a1 += v[2] * int64(p[9])
			a2 += v[2] * int64(p[10])
			a3 += v[2] * int64(p[11])
			a0 += v[3] * int64(p[12])
			a1 += v[3] * int64(p[13])
			a2 += v[3] * int64(p[14])
			a3 += v[3] * int64(p[15])
		}
		split(s, 0, a0)
		split(s, 1, a1)
		split(s, 2, a2)
		split(s, 3, a3)
		lo = hi
	}
}

// split takes the three sums in a apart and adds them to row r of s.
func split(s *[Pixels * Rows]int32, r int, a int64) {
	low := a << (64 - laneBits) >> (64 - laneBits)
	s[r] += int32(low)
	a = (a - low) >> laneBits
	low = a << (64 - laneBits) >> (64 - laneBits)
	s[Rows+r] += int32(low)
	s[2*Rows+r] += int32((a - low) >> laneBits)
}
