package reference

import (
	"errors"
	"fmt"
	"math"

	"edged/internal/fixedpoint"
	loop "edged/internal/kernel"
	"edged/models/graph"
)

// lstm8 is an LSTM on int8 inputs, weights and outputs, with gates and cell in int16
// (TFLite's LstmStepInteger8x8_16).
type lstm8 struct {
	*lstm
	fromIn, fromHidden matrix16 // all gates
	project            matrix16
	peephole           [gates]peephole16
	norm               [gates]*norm16
	clip               int32 // of the cell
	clipOutput         int32 // of what the projection makes
	toHidden           rescale
	stateZero          int32
	tanhBits           int // integer bits of the cell
	productShift       int // of input gate times cell gate
	sums, gates, small *value
	sumCount           int
}

// matrix16 is a matrix whose products with int8 vectors are brought to another scale.
type matrix16 struct {
	weights *loop.Weights
	start   []int32 // what each row's sum starts from
	mul     []fixedpoint.Multiplier
}

// stack appends the rows of weights. Their sums start from bias; where the vectors' zero
// point is not 0, its part is taken off.
func (m *matrix16) stack(rows *[]int8, w, bias *value, zero int32, real float64) error {
	q, err := constants[int8](w, graph.Int8)
	if err != nil {
		return err
	}
	b := make([]int32, w.Shape[0])
	if bias != nil {
		if b, err = constants[int32](bias, graph.Int32); err != nil {
			return err
		}
	}
	mul, err := fixedpoint.QuantizeMultiplier(real)
	if err != nil {
		return err
	}
	*rows = append(*rows, q...)
	m.start = append(m.start, foldZero(q, b, zero, 0)...)
	m.mul = append(m.mul, fill(mul, len(b))...)
	return nil
}

// row returns a row's product from its sum.
func (m *matrix16) row(i int, sum int32) int32 { return m.mul[i].Mul(sum + m.start[i]) }

func buildLSTM8(p *prep, l *lstm) (kernel, error) {
	if len(p.op.Intermediates) != 5 {
		return nil, fmt.Errorf("has %d intermediate tensors, wants 5", len(p.op.Intermediates))
	}
	k := &lstm8{lstm: l}
	if l.cell.Type != graph.Int16 {
		return nil, fmt.Errorf("the cell state is %v, wants int16", l.cell.Type)
	}
	cell, err := affineOf(l.cell)
	if err != nil {
		return nil, err
	}
	log2, err := k.cellScale(cell.scale)
	if err != nil {
		return nil, err
	}
	if err := k.matrices(p, log2); err != nil {
		return nil, err
	}
	if err := k.outputs(p); err != nil {
		return nil, err
	}
	k.sumCount = k.fromIn.weights.PaddedRows()
	if k.project.weights != nil {
		k.sumCount = max(k.sumCount, k.project.weights.PaddedRows())
	}
	k.sums = p.scratchPerWorker(graph.Int32, k.sumCount)
	k.gates = p.scratchPerWorker(graph.Int16, l.gateCount())
	k.small = p.scratchPerWorker(graph.Int8, l.cells)
	return recurrent{k}, nil
}

// cellScale derives what depends on the cell's scale, and returns its logarithm.
func (k *lstm8) cellScale(scale float32) (int, error) {
	log := math.Log2(float64(scale))
	log2 := int(math.Round(log))
	if k.tanhBits = 15 + log2; math.Abs(log-float64(log2)) >= 1e-3 || k.tanhBits < 0 || k.tanhBits > 6 {
		return 0, fmt.Errorf("the cell state has scale %g, wants a power of two from 2^-15 to 2^-9", scale)
	}
	k.productShift = 30 + log2
	k.clip = quantizedClip(k.cellClip, scale, math.MaxInt16)
	return log2, nil
}

// quantizedClip returns a limit on a scale, the largest int32 where there is none.
func quantizedClip(clip, scale float32, limit float32) int32 {
	if c := int32(min(clip/scale, limit)); clip > 0 && c > 0 {
		return c
	}
	return math.MaxInt32
}

// gateScale is the scale of a gate before its activation: three integer bits. Layer
// normalization has scales of its own.
const gateScale = 1. / 4096

// matrices prepares weights, peepholes and normalizations of all gates. Products and
// quotients of scales are float32 in TFLite.
func (k *lstm8) matrices(p *prep, cellLog2 int) error {
	l := k.lstm
	q, err := affines(l.in, l.hidden)
	if err != nil {
		return err
	}
	var in, hidden []int8
	for g := l.first; g < gates; g++ {
		scale, bias := float32(gateScale), l.bias[g]
		if l.norm[g] != nil {
			if scale, err = intermediateScale(p, g); err != nil {
				return err
			}
			if k.norm[g], err = newNorm16(l.norm[g], bias); err != nil {
				return err
			}
			bias = nil
		}
		w, err := affines(l.weights[g], l.recurrent[g])
		if err != nil {
			return err
		}
		if err := k.fromIn.stack(&in, l.weights[g], bias, q[0].zero, float64(w[0].scale*q[0].scale/scale)); err != nil {
			return err
		}
		if err := k.fromHidden.stack(&hidden, l.recurrent[g], nil, q[1].zero, float64(w[1].scale*q[1].scale/scale)); err != nil {
			return err
		}
		if l.peephole[g] != nil {
			if k.peephole[g], err = newPeephole16(l, l.peephole[g], math.Ldexp(1, cellLog2), scale); err != nil {
				return err
			}
		}
	}
	k.fromIn.weights, k.fromHidden.weights = loop.Pack(in, l.gateCount()), loop.Pack(hidden, l.gateCount())
	return nil
}

func intermediateScale(p *prep, i int) (float32, error) {
	v := p.intermediate(i)
	if v == nil {
		return 0, fmt.Errorf("intermediate tensor %d is missing", i)
	}
	q, err := affineOf(v)
	return q.scale, err
}

// outputs prepares what follows the gates.
func (k *lstm8) outputs(p *prep) error {
	l := k.lstm
	hidden := p.intermediate(4)
	if hidden == nil {
		return errors.New("intermediate tensor 4, which says how the product of output gate and cell is quantized, is missing")
	}
	q, err := affines(hidden, l.hidden, l.out)
	if err != nil {
		return err
	}
	mul, err := fixedpoint.QuantizeMultiplier(float64(float32(math.Ldexp(math.Ldexp(1, -15)/float64(q[0].scale), -15))))
	if err != nil {
		return err
	}
	k.toHidden = rescale{mul, q[0].zero, math.MinInt8, math.MaxInt8}
	k.stateZero = q[1].zero
	k.clipOutput = quantizedClip(l.projectionClip, q[2].scale, math.MaxInt8)
	if l.projection == nil {
		return nil
	}
	// TFLite stores the product with its zero point the wrong way round, and takes it off
	// the same way.
	k.toHidden.zero = -q[0].zero
	w, err := affineOf(l.projection)
	if err != nil {
		return err
	}
	var rows []int8
	if err := k.project.stack(&rows, l.projection, l.projectionBias, -q[0].zero, float64(w.scale*q[0].scale/q[1].scale)); err != nil {
		return err
	}
	k.project.weights = loop.Pack(rows, l.outputs)
	return nil
}
