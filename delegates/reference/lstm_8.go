package reference

import (
	"errors"
	"fmt"
	"math"

	"edged/internal/fixedpoint"
	"edged/models/graph"
)

// lstm8 is an LSTM on int8 inputs, weights and outputs, with gates and cell in int16
// (TFLite's LstmStepInteger8x8_16). A unit is a sequence.
type lstm8 struct {
	*lstm
	gate         *value // scratch: all gates of every sequence
	fromIn       [gates]gateInput
	fromHidden   [gates]gateInput
	cellLog2     int   // the cell's scale is 2^cellLog2
	clip         int32 // of the cell
	output       fixedpoint.Multiplier
	outputZero   int32
	tanhBits     int // integer bits of the cell
	productShift int // of input gate times cell gate
}

// gateInput is one matrix of a gate: its weights, what the rows' sums start from, and the
// multiplier that brings them to the gate's scale.
type gateInput struct {
	weights []int8
	start   []int32
	mul     fixedpoint.Multiplier
}

// gateScale is the scale of a gate before its activation: three integer bits.
const gateScale = 1. / 4096

func buildLSTM8(p *prep, l *lstm) (kernel, error) {
	if err := l.types(graph.Int8, graph.Int32, graph.Int16); err != nil {
		return nil, err
	}
	k := &lstm8{lstm: l}
	if err := k.scales(p); err != nil {
		return nil, err
	}
	q, err := affines(l.in, l.hidden)
	if err != nil {
		return nil, err
	}
	for g := range gates {
		if l.weights[g] == nil {
			continue
		}
		if k.fromIn[g], err = newGateInput(l.weights[g], l.bias[g], q[0]); err != nil {
			return nil, err
		}
		if k.fromHidden[g], err = newGateInput(l.recurrent[g], nil, q[1]); err != nil {
			return nil, err
		}
	}
	k.gate = p.scratch(graph.Int16, l.batch*gates*l.cells)
	return k, nil
}

// scales derives what depends on the scales of cell and output.
func (k *lstm8) scales(p *prep) error {
	cell, err := affineOf(k.cell)
	if err != nil {
		return err
	}
	log := math.Log2(float64(cell.scale))
	k.cellLog2 = int(math.Round(log))
	if k.tanhBits = 15 + k.cellLog2; math.Abs(log-float64(k.cellLog2)) >= 1e-3 || k.tanhBits < 0 || k.tanhBits > 6 {
		return fmt.Errorf("the cell state has scale %g, wants a power of two from 2^-15 to 2^-9", cell.scale)
	}
	k.productShift = 30 + k.cellLog2
	k.clip = math.MaxInt32
	if c := p.op.Options.(*graph.UnidirectionalSequenceLSTMOptions).CellClip; c > 0 {
		k.clip = int32(min(c/cell.scale, math.MaxInt16))
		if k.clip == 0 {
			k.clip = math.MaxInt32
		}
	}
	hidden := p.intermediate(4)
	if hidden == nil {
		return errors.New("has no fifth intermediate tensor, which says how its output is quantized")
	}
	q, err := affineOf(hidden)
	if err != nil {
		return err
	}
	k.outputZero = q.zero
	k.output, err = fixedpoint.QuantizeMultiplier(float64(float32(math.Ldexp(math.Ldexp(1, -15)/float64(q.scale), -15))))
	return err
}

// newGateInput folds the input's zero point into where the sums start.
func newGateInput(w, bias *value, in affine) (gateInput, error) {
	q, err := affineOf(w)
	if err != nil {
		return gateInput{}, err
	}
	if q.zero != 0 {
		return gateInput{}, fmt.Errorf("weights %s have zero point %d, wants 0", w.Name, q.zero)
	}
	// In float32, as TFLite does.
	m, err := fixedpoint.QuantizeMultiplier(float64(q.scale * in.scale / gateScale))
	if err != nil {
		return gateInput{}, err
	}
	g := gateInput{view[int8](w), make([]int32, w.Shape[0]), m}
	if bias != nil {
		copy(g.start, view[int32](bias))
	}
	n := w.Shape[1]
	for i := range g.start {
		var sum int32
		for _, v := range g.weights[i*n : (i+1)*n] {
			sum += int32(v)
		}
		g.start[i] -= sum * in.zero
	}
	return g, nil
}

func (k *lstm8) units() int { return k.batch }

func (k *lstm8) macs() int64 {
	return int64(k.batch) * int64(k.steps) * gates * int64(k.cells) * int64(k.inputs+k.cells)
}

func (k *lstm8) run(lo, hi, _ int) error {
	x, y := view[int8](k.in), view[int8](k.out)
	n := k.cells
	for b := lo; b < hi; b++ {
		hidden, cell := view[int8](k.hidden)[b*n:(b+1)*n], view[int16](k.cell)[b*n:(b+1)*n]
		gate := view[int16](k.gate)[b*gates*n : (b+1)*gates*n]
		for t := range k.steps {
			at := k.step(b, t)
			k.gates(gate, x[at*k.inputs:(at+1)*k.inputs], hidden)
			k.update(gate, hidden, cell)
			copy(y[at*n:(at+1)*n], hidden)
		}
	}
	return nil
}

// gates computes all gates of one step.
func (k *lstm8) gates(gate []int16, x, hidden []int8) {
	n := k.cells
	for g := range gates {
		if k.weights[g] == nil {
			continue
		}
		out := gate[g*n : (g+1)*n]
		for i := range out {
			v := clamp16(k.fromIn[g].row(i, x))
			v = clamp16(k.fromHidden[g].row(i, hidden) + v)
			if g == cellGate {
				out[i] = fixedpoint.Tanh16(int16(v), 3)
			} else {
				out[i] = fixedpoint.Logistic16(int16(v), 3)
			}
		}
	}
}

// row returns the product of a row of the weights with x, on the gate's scale.
func (g *gateInput) row(i int, x []int8) int32 {
	sum := g.start[i]
	w := g.weights[i*len(x) : (i+1)*len(x)]
	for j, v := range x {
		sum += int32(v) * int32(w[j])
	}
	return g.mul.Mul(sum)
}

// update computes cell and output of one step from its gates.
func (k *lstm8) update(gate []int16, hidden []int8, cell []int16) {
	n := k.cells
	for i := range cell {
		forget := int32(gate[forgetGate*n+i])
		in := math.MaxInt16 - forget
		if !k.coupled() {
			in = int32(gate[inputGate*n+i])
		}
		kept := int16(fixedpoint.RoundingDivideByPOT(forget*int32(cell[i]), 15))
		added := int16(fixedpoint.RoundingDivideByPOT(in*int32(gate[cellGate*n+i]), k.productShift))
		c := clamp16(int32(kept) + int32(added))
		cell[i] = int16(min(max(c, -k.clip), k.clip))
		o := int32(gate[outputGate*n+i]) * int32(fixedpoint.Tanh16(cell[i], k.tanhBits))
		hidden[i] = int8(min(max(k.output.Mul(o)+k.outputZero, math.MinInt8), math.MaxInt8))
	}
}

func clamp16(x int32) int32 { return min(max(x, math.MinInt16), math.MaxInt16) }
