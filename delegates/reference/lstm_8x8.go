package reference

import (
	"errors"
	"math"

	"edged/internal/fixedpoint"
	"edged/models/graph"
)

// lstm8x8 is LSTM on int8 whose products are int8 too (TFLite's LstmStepInteger8x8_8). It
// is coupled, layer normalized and projected whatever the inputs say: TFLite looks at no
// peephole and at no weights of the input gate.
type lstm8x8 struct {
	*lstm
	gate           [gates]gate8x8
	projection     []int8
	projectionBias []int32
	project        fixedpoint.Multiplier
	stateZero      int32
	clip           int32  // of the cell
	clipOutput     int32  // of what the projection makes
	sums           *value // for each worker, three gates
}

// gate8x8 is one gate: its products are brought to int8, then to one scale, then
// normalized.
type gate8x8 struct {
	in, hidden product8
	norm       norm8x8
}

// product8 is a matrix whose products become int8, around a zero point, and are then
// multiplied once more.
type product8 struct {
	matrix16
	zero int32
	mul  fixedpoint.Multiplier
}

// intermediates8x8 says which intermediate tensors hold the quantization of a gate, and of
// its products with input and state. The input gate has the first three.
var intermediates8x8 = [gates][3]int{forgetGate: {3, 4, 5}, cellGate: {6, 7, 8}, outputGate: {9, 10, 11}}

func buildLSTM8x8(p *prep, l *lstm) (kernel, error) {
	k := &lstm8x8{lstm: l}
	if l.projection == nil || l.projectionBias == nil || l.norm[outputGate] == nil {
		return nil, errors.New("with twelve intermediate tensors it wants layer normalization and a projection with a bias")
	}
	if l.cell.Type != graph.Int16 || l.cell.Scale() != 1./32768 {
		return nil, errors.New("the cell state is not int16 of scale 2^-15")
	}
	q, err := affines(l.in, l.hidden, l.out, l.projection)
	if err != nil {
		return nil, err
	}
	for g := forgetGate; g < gates; g++ {
		if err := k.gate[g].prepare(p, l, g, q[0], q[1]); err != nil {
			return nil, err
		}
	}
	k.swapped()
	if k.projection, err = constants[int8](l.projection, graph.Int8); err != nil {
		return nil, err
	}
	if k.projectionBias, err = constants[int32](l.projectionBias, graph.Int32); err != nil {
		return nil, err
	}
	scale := float32(float64(q[3].scale) * math.Ldexp(1, -15) / float64(q[1].scale))
	if k.project, err = fixedpoint.QuantizeMultiplier(float64(scale)); err != nil {
		return nil, err
	}
	if k.project.Shift > 7 {
		return nil, errors.New("the scale of the projection's weights is too large")
	}
	k.stateZero = q[1].zero
	k.clip, k.clipOutput = math.MaxInt32, quantizedClip(l.lstmPlan.projectionClip, q[2].scale, math.MaxInt8)
	if l.cellClip < 1 {
		k.clip = quantizedClip(l.cellClip, 1./32768, math.MaxInt16)
	}
	k.sums = p.scratchPerWorker(graph.Int16, gates*l.cells)
	return recurrent{k}, nil
}

// swapped does what TFLite does to the output gate's product with the state: it takes the
// zero point of the cell gate's, and as its mantissa the shift of the forget gate's (an
// index past the end of the mantissas).
func (k *lstm8x8) swapped() {
	out := &k.gate[outputGate].hidden
	out.zero = k.gate[cellGate].in.zero
	out.mul.Mantissa = int32(k.gate[forgetGate].hidden.mul.Shift)
}

func (g *gate8x8) prepare(p *prep, l *lstm, index int, in, state affine) error {
	which := intermediates8x8[index]
	gate, err := intermediateScale(p, which[0])
	if err != nil {
		return err
	}
	if err := g.in.prepare(p, l.weights[index], in, which[1], gate); err != nil {
		return err
	}
	if err := g.hidden.prepare(p, l.recurrent[index], state, which[2], gate); err != nil {
		return err
	}
	return g.norm.prepare(l.norm[index], l.bias[index])
}

func (m *product8) prepare(p *prep, w *value, x affine, intermediate int, gate float32) error {
	scale, err := intermediateScale(p, intermediate)
	if err != nil {
		return err
	}
	q, err := affineOf(w)
	if err != nil {
		return err
	}
	var rows []int8
	if err := m.stack(&rows, w, nil, x.zero, float64(q.scale*x.scale/scale)); err != nil {
		return err
	}
	m.weights = newMatvec(p, rows, w.Shape[0])
	m.zero = int32(int8(p.intermediate(intermediate).ZeroPoint()))
	m.mul, err = fixedpoint.QuantizeMultiplier(float64(scale / gate))
	return err
}

// value returns a row's product on the scale of the gate.
func (m *product8) value(i int, sum int32) int32 {
	return m.mul.Mul(clamp8(m.row(i, sum)+m.zero) - m.zero)
}
