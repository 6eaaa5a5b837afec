package reference

import (
	"fmt"
	"math"

	"edged/internal/fixedpoint"
	loop "edged/internal/kernel"
	"edged/models/graph"
)

// basicLSTM8 is a basicLSTM in uint8: inputs and outputs with scale 1/128 and zero point
// 128, gates with three integer bits, the cell with four.
type basicLSTM8 struct {
	basicLSTM
	weights *matvec
	start   []int32
	zero    int32 // of the weights as packed
	mul     fixedpoint.Multiplier
	row     *value // for each worker
}

const basicCellBits = 4

func newBasicLSTM8(p *prep, b basicLSTM) (kernel, error) {
	k := &basicLSTM8{basicLSTM: b}
	w, bias := p.in(graph.BasicLSTMWeights), p.in(graph.BasicLSTMBias)
	if w.Type != graph.UInt8 || !w.constant {
		return nil, p.noType()
	}
	q, err := affines(k.newCell, w, bias)
	if err != nil {
		return nil, err
	}
	if log := math.Log2(float64(q[0].scale)); math.Abs(log-(basicCellBits-15)) >= 1e-3 {
		return nil, fmt.Errorf("the cell state has scale %g, wants 2^-11", q[0].scale)
	}
	if k.mul, err = fixedpoint.QuantizeMultiplier(float64(4096 * q[2].scale)); err != nil {
		return nil, err
	}
	start, err := constants[int32](bias, graph.Int32)
	if err != nil {
		return nil, err
	}
	weights := signed(w)
	k.zero = q[1].zero - 128
	k.weights, k.start = newMatvec(p, weights, w.Shape[0]), start
	k.row = p.scratchPerWorker(graph.Int8, k.inputs+k.cells)
	return recurrent{k}, nil
}

func (k *basicLSTM8) sequence(i, worker int) {
	row := perWorker[int8](k.row, worker, k.inputs+k.cells)
	loop.Flip(bytesOf(row), k.join(i))
	add := -k.zero * loop.Sum(row)
	n := k.cells
	sums := view[int16](k.sums)[i*4*n:][:4*n]
	for r, sum := range k.weights.mul(row, worker) {
		sums[r] = int16(clamp16(ruyMul(k.mul, sum+k.start[r]+add)))
	}
	cell, old, out := view[int16](k.newCell)[i*n:][:n], view[int16](k.cell)[i*n:][:n], k.out.Data[i*n:][:n]
	for c := range out {
		in, forget := fixedpoint.Logistic16(sums[c], 3), fixedpoint.Logistic16(sums[2*n+c], 3)
		let := mulQ15(in, fixedpoint.Tanh16(sums[n+c], 3))
		cell[c] = int16(clamp16(fixedpoint.RoundingDivideByPOT(int32(let), basicCellBits) + int32(mulQ15(forget, old[c]))))
		narrow := int16(clamp16(int32(cell[c]) << (basicCellBits - 3)))
		y := mulQ15(fixedpoint.Logistic16(sums[3*n+c], 3), fixedpoint.Tanh16(narrow, 3))
		out[c] = byte(128 + clamp8(fixedpoint.RoundingDivideByPOT(int32(y), 8)))
	}
	k.keep(i)
}

// ruyMul is Multiplier.Mul with halves rounded towards plus infinity in the second rounding
// as in the first: the product goes through ruy, whatever kernels LiteRT is told to use.
func ruyMul(m fixedpoint.Multiplier, x int32) int32 {
	y := fixedpoint.SaturatingRoundingDoublingHighMul(x<<uint(max(m.Shift, 0)), m.Mantissa)
	if m.Shift >= 0 {
		return y
	}
	return int32((int64(y) + int64(1)<<uint(-m.Shift-1)) >> uint(-m.Shift))
}

// mulQ15 is the product of two numbers without integer bits (gemmlowp's
// SaturatingRoundingDoublingHighMul on int16).
func mulQ15(a, b int16) int16 {
	if a == math.MinInt16 && b == math.MinInt16 {
		return math.MaxInt16
	}
	return int16((int32(a)*int32(b) + 1<<14) >> 15)
}

func clamp8(x int32) int32 { return min(max(x, math.MinInt8), math.MaxInt8) }
