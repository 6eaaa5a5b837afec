package reference

import (
	"edged/internal/fixedpoint"
	loop "edged/internal/kernel"
	"edged/models/graph"
)

// pair8 computes an operator on two 8-bit tensors: what a byte becomes is looked up, two of
// them make an int32, and these are rescaled.
type pair8 struct {
	*broadcast
	x, y, out *value
	pair      *loop.Pair
	acc       *value // a block for each worker
	tiles     *value // and one of the input that is tiled
	end       *loop.Uniform
}

// newPair8 makes the kernel of inputs that become x and y, and a rescaling into the output.
func newPair8(p *prep, kind loop.PairKind, x, y loop.PairInput, end *rescale) (kernel, error) {
	k := &pair8{x: p.in(0), y: p.in(1), out: p.out(0), end: end.uniform(p)}
	var err error
	if k.broadcast, err = newBroadcast(k.x.Shape, k.y.Shape, k.out.Shape); err != nil {
		return nil, err
	}
	if k.tile(); k.period > 0 {
		k.tiles = p.scratchPerWorker(graph.UInt8, blockElems)
	}
	k.pair = loop.NewPair(kind, x, y, k.x.Type == graph.Int8, p.cpu)
	k.acc = p.scratchPerWorker(graph.Int32, blockElems)
	return k, nil
}

func (k *pair8) units() int { return k.broadcast.units }

// run fills the worker's block with as many units as it holds, which lie one after another
// in the output, before it rescales them.
func (k *pair8) run(lo, hi, worker int) error {
	acc := view[int32](k.acc)[worker*blockElems:][:blockElems]
	n, first := 0, 0
	for u := lo; u < hi; u++ {
		s := k.at(u)
		if n+s.n > len(acc) {
			k.end.Store(k.out.Data[first:first+n], acc[:n])
			n = 0
		}
		if n == 0 {
			first = s.out
		}
		k.compute(acc[n:n+s.n], s, worker)
		n += s.n
	}
	k.end.Store(k.out.Data[first:first+n], acc[:n])
	return nil
}

func (k *pair8) compute(acc []int32, s span, worker int) {
	x, ix, y, iy := k.x.Data[s.a:], k.ia, k.y.Data[s.b:], k.ib
	if k.period > 0 {
		tiles := view[byte](k.tiles)[worker*blockElems:][:len(acc)]
		if k.tiled == 0 {
			loop.Repeat(tiles, x[:k.period])
			x, ix = tiles, 1
		} else {
			loop.Repeat(tiles, y[:k.period])
			y, iy = tiles, 1
		}
	}
	k.pair.Compute(acc, x, ix, y, iy)
}

// scaledInput is an input that is brought to a common scale: its bytes less the zero point,
// shifted left, times the ratio of the scales, times sign.
func scaledInput(v *value, common float64, shift uint, sign int32) (loop.PairInput, error) {
	m, err := fixedpoint.QuantizeMultiplier(float64(v.Scale()) / common)
	if err != nil {
		return loop.PairInput{}, err
	}
	in := centredInput(v)
	in.Slope = float64(m.Mantissa) / (1 << 31) * float64(int32(1)<<shift)
	in.Right, in.Minus = uint(max(-m.Shift, 0)), sign < 0
	for b, q := range in.Table {
		in.Table[b] = sign * m.Mul(q<<shift)
	}
	return in, nil
}

// centredInput is an input of which the zero point is subtracted.
func centredInput(v *value) loop.PairInput {
	in := loop.PairInput{Slope: 1, Zero: v.ZeroPoint()}
	lo, hi := intRange(v.Type)
	for q := lo; q <= hi; q++ {
		in.Table[byte(q)] = q - in.Zero
	}
	return in
}
