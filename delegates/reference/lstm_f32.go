package reference

import (
	"fmt"
	"math"

	"edged/models/graph"
)

// lstmFloat is an LSTM in floats. A unit is a sequence.
type lstmFloat struct {
	*lstm
	gate     *value // scratch: all gates of every sequence
	activate func(float32) float32
	clip     float32 // of the cell; infinite: none
}

func buildLSTMFloat(p *prep, l *lstm) (kernel, error) {
	if err := l.types(graph.Float32, graph.Float32, graph.Float32); err != nil {
		return nil, err
	}
	o := p.op.Options.(*graph.UnidirectionalSequenceLSTMOptions)
	k := &lstmFloat{lstm: l, clip: float32(math.Inf(1))}
	if o.CellClip > 0 {
		k.clip = o.CellClip
	}
	switch o.FusedActivationFunction {
	case graph.ActTanh:
		k.activate = tanh32
	case graph.ActRelu:
		k.activate = func(x float32) float32 { return max(x, 0) }
	case graph.ActRelu6:
		k.activate = func(x float32) float32 { return min(max(x, 0), 6) }
	case graph.ActNone:
		k.activate = func(x float32) float32 { return x }
	default:
		return nil, fmt.Errorf("cannot use activation %v", o.FusedActivationFunction)
	}
	k.gate = p.scratch(graph.Float32, l.batch*gates*l.cells)
	return k, nil
}

func (k *lstmFloat) units() int { return k.batch }

func (k *lstmFloat) macs() int64 {
	return int64(k.batch) * int64(k.steps) * gates * int64(k.cells) * int64(k.inputs+k.cells)
}

func (k *lstmFloat) run(lo, hi, _ int) error {
	x, y := view[float32](k.in), view[float32](k.out)
	n := k.cells
	for b := lo; b < hi; b++ {
		hidden, cell := view[float32](k.hidden)[b*n:(b+1)*n], view[float32](k.cell)[b*n:(b+1)*n]
		gate := view[float32](k.gate)[b*gates*n : (b+1)*gates*n]
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
func (k *lstmFloat) gates(gate, x, hidden []float32) {
	n := k.cells
	for g := range gates {
		if k.weights[g] == nil {
			continue
		}
		w, r, bias := view[float32](k.weights[g]), view[float32](k.recurrent[g]), view[float32](k.bias[g])
		out := gate[g*n : (g+1)*n]
		for i := range out {
			v := bias[i] + dotF32(w[i*len(x):(i+1)*len(x)], x)
			v += dotF32(r[i*n:(i+1)*n], hidden)
			if g == cellGate {
				out[i] = k.activate(v)
			} else {
				out[i] = 1 / (1 + exp32(-v))
			}
		}
	}
}

// update computes cell and output of one step from its gates.
func (k *lstmFloat) update(gate, hidden, cell []float32) {
	n := k.cells
	for i := range cell {
		forget := gate[forgetGate*n+i]
		in := 1 - forget
		if !k.coupled() {
			in = gate[inputGate*n+i]
		}
		c := forget*cell[i] + in*gate[cellGate*n+i]
		cell[i] = min(max(c, -k.clip), k.clip)
		hidden[i] = gate[outputGate*n+i] * k.activate(cell[i])
	}
}
