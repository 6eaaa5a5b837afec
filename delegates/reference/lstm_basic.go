package reference

import (
	"fmt"

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
	if k.weights, err = newProduct(p, false, w); err != nil {
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
