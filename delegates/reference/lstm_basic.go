package reference

import (
	"fmt"
	"math"

	"edged/internal/fixedpoint"
	loop "edged/internal/kernel"
	"edged/models/graph"
)

// basicLSTM is LSTM with the basic kernel, floats or uint8 with an int16 cell (TFLite's
// reference/lstm_cell.h). Its gates come in the order input, cell, forget, output. A unit
// is a sequence.
type basicLSTM struct {
	in, hidden, cell           *value
	out, newCell, concat, sums *value // outputs
	batch, inputs, cells       int
}

func buildBasicLSTM(p *prep) (kernel, error) {
	k := basicLSTM{
		in: p.in(graph.BasicLSTMInput), hidden: p.in(graph.BasicLSTMOutputState), cell: p.in(graph.BasicLSTMCellState),
		out: p.out(graph.BasicLSTMOutput), newCell: p.out(graph.BasicLSTMCell),
		concat: p.out(graph.BasicLSTMConcat), sums: p.out(graph.BasicLSTMGates),
	}
	k.batch, k.inputs, k.cells = k.in.Shape[0], k.in.Shape[1], k.hidden.Shape[1]
	if k.inputs == 0 || k.cells == 0 {
		return nil, fmt.Errorf("has %d inputs and %d cells", k.inputs, k.cells)
	}
	t := k.in.Type
	if k.hidden.Type != t || k.out.Type != t || k.concat.Type != t || k.newCell.Type != k.cell.Type || k.sums.Type != k.cell.Type {
		return nil, p.noType()
	}
	switch {
	case t == graph.Float32 && k.cell.Type == graph.Float32:
		return newBasicLSTMFloat(p, k)
	case t == graph.UInt8 && k.cell.Type == graph.Int16:
		return newBasicLSTM8(p, k)
	}
	return nil, p.noType()
}

func (k *basicLSTM) sequenceCount() int { return k.batch }

func (k *basicLSTM) macs() int64 {
	return int64(k.batch) * 4 * int64(k.cells) * int64(k.inputs+k.cells)
}

// join puts input and former output of a sequence side by side and returns the bytes.
func (k *basicLSTM) join(i int) []byte {
	in, hidden := rowOf(k.in, k.batch, i), rowOf(k.hidden, k.batch, i)
	row := rowOf(k.concat, k.batch, i)
	copy(row, in)
	copy(row[len(in):], hidden)
	return row
}

// keep makes output and cell the state of the next invocation where the state is a
// variable; elsewhere the caller brings it.
func (k *basicLSTM) keep(i int) {
	if k.hidden.Variable && !k.hidden.constant {
		copy(rowOf(k.hidden, k.batch, i), rowOf(k.out, k.batch, i))
	}
	if k.cell.Variable && !k.cell.constant {
		copy(rowOf(k.cell, k.batch, i), rowOf(k.newCell, k.batch, i))
	}
}

// rowOf returns the bytes of one of n rows.
func rowOf(v *value, n, i int) []byte {
	size := len(v.Data) / n
	return v.Data[i*size : (i+1)*size]
}

// basicLSTMFloat is a basicLSTM in floats.
type basicLSTMFloat struct {
	basicLSTM
	weights *product
	bias    []float32
	scratch productScratch
}

func newBasicLSTMFloat(p *prep, b basicLSTM) (kernel, error) {
	k := &basicLSTMFloat{basicLSTM: b}
	w := p.in(graph.BasicLSTMWeights)
	if w.Type != graph.Float32 {
		return nil, p.noType()
	}
	var err error
	if k.weights, err = newProduct(false, w); err != nil {
		return nil, err
	}
	if k.bias, err = constants[float32](p.in(graph.BasicLSTMBias), graph.Float32); err != nil {
		return nil, err
	}
	k.scratch.fit(k.weights)
	k.scratch.reserve(p)
	return recurrent{k}, nil
}

func (k *basicLSTMFloat) sequence(i, worker int) {
	k.join(i)
	w := k.scratch.of(worker)
	n := k.cells
	x := view[float32](k.concat)[i*(k.inputs+n):][:k.inputs+n]
	sums := view[float32](k.sums)[i*4*n:][:4*n]
	copy(sums, k.bias)
	k.weights.add(sums, x, &w)
	cell, old, out := view[float32](k.newCell)[i*n:][:n], view[float32](k.cell)[i*n:][:n], view[float32](k.out)[i*n:][:n]
	for c := range out {
		in, forget, open := sigmoid32(sums[c]), sigmoid32(sums[2*n+c]), sigmoid32(sums[3*n+c])
		cell[c] = float32(in*tanh32(sums[n+c])) + float32(forget*old[c])
		out[c] = open * tanh32(cell[c])
	}
	k.keep(i)
}

func sigmoid32(x float32) float32 { return 1 / (1 + exp32(-x)) }

// basicLSTM8 is a basicLSTM in uint8: inputs and outputs with scale 1/128 and zero point
// 128, gates with three integer bits, the cell with four.
type basicLSTM8 struct {
	basicLSTM
	weights    *loop.Weights
	start      []int32
	zero       int32 // of the weights as packed
	mul        fixedpoint.Multiplier
	acc, row   *value // for each worker
	paddedRows int
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
	if k.mul.Shift > 30 {
		return nil, fmt.Errorf("bias %s has scale %g", bias.Name, q[2].scale)
	}
	start, err := constants[int32](bias, graph.Int32)
	if err != nil {
		return nil, err
	}
	signed := signedCopy(w)
	k.zero = q[1].zero - 128
	k.weights = loop.Pack(signed, w.Shape[0])
	k.start = start
	k.paddedRows = k.weights.PaddedRows()
	k.acc = p.scratchPerWorker(graph.Int32, k.paddedRows)
	k.row = p.scratchPerWorker(graph.Int8, k.inputs+k.cells)
	return recurrent{k}, nil
}

func (k *basicLSTM8) sequence(i, worker int) {
	acc := perWorker[int32](k.acc, worker, k.paddedRows)
	row := perWorker[int8](k.row, worker, k.inputs+k.cells)
	loop.Flip(bytesOf(row), k.join(i))
	k.weights.Mul1(acc, row)
	add := -k.zero * loop.Sum(row)
	n := k.cells
	sums := view[int16](k.sums)[i*4*n:][:4*n]
	for r := range sums {
		sums[r] = int16(clamp16(k.mul.MulOnce(acc[r] + k.start[r] + add)))
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

// mulQ15 is the product of two numbers without integer bits (gemmlowp's
// SaturatingRoundingDoublingHighMul on int16).
func mulQ15(a, b int16) int16 {
	if a == math.MinInt16 && b == math.MinInt16 {
		return math.MaxInt16
	}
	return int16((int32(a)*int32(b) + 1<<14) >> 15)
}

func clamp8(x int32) int32 { return min(max(x, math.MinInt8), math.MaxInt8) }
