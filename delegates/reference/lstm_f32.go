package reference

import (
	"errors"
	"math"

	"edged/models/graph"
)

// lstmFloat is an LSTM in floats. Weights may be int8 (LstmStepFloat, LstmStepHybrid).
type lstmFloat struct {
	*lstm
	fromIn, fromAux, fromHidden *product // all gates
	project                     *product // nil: outputs are cells
	bias                        []float32
	projectionBias              []float32
	peephole, norm              [gates][]float32
	activate                    func(dst, src []float32)
	clip, projectionClip        float32 // infinite: none
	gates                       *value  // for each worker
	scratch                     productScratch
}

func buildLSTMFloat(p *prep, l *lstm) (kernel, error) {
	k, err := newLSTMFloat(p, l)
	if err != nil {
		return nil, err
	}
	k.scratch.reserve(p)
	k.gates = p.scratchPerWorker(graph.Float32, k.gateCount())
	return recurrent{k}, nil
}

// newLSTMFloat makes all but the scratch memory.
func newLSTMFloat(p *prep, l *lstm) (*lstmFloat, error) {
	if l.in.Type != graph.Float32 || l.cell.Type != graph.Float32 {
		return nil, p.noType()
	}
	k := &lstmFloat{lstm: l, clip: orInfinite(l.cellClip), projectionClip: orInfinite(l.lstmPlan.projectionClip)}
	var err error
	if k.activate, err = activation32(l.activation); err != nil {
		return nil, err
	}
	if l.activation == graph.ActNone && l.fromAux[outputGate] != nil {
		return nil, errors.New("cannot do without an activation beside an auxiliary input")
	}
	if err := k.products(p); err != nil {
		return nil, err
	}
	k.scratch.fit(k.fromIn, k.fromAux, k.fromHidden, k.project)
	return k, k.vectors()
}

func orInfinite(clip float32) float32 {
	if clip == 0 {
		return float32(math.Inf(1))
	}
	return clip
}

func (k *lstmFloat) products(p *prep) (err error) {
	l := k.lstm
	if k.fromIn, err = newProduct(p, l.asymmetric, l.weights[l.first:]...); err != nil {
		return err
	}
	if k.fromHidden, err = newProduct(p, l.asymmetric, l.recurrent[l.first:]...); err != nil {
		return err
	}
	if l.fromAux[outputGate] != nil {
		if k.fromAux, err = newProduct(p, l.asymmetric, l.fromAux[l.first:]...); err != nil {
			return err
		}
	}
	if l.projection != nil {
		if k.project, err = newProduct(p, l.asymmetric, l.projection); err != nil {
			return err
		}
	}
	for _, m := range []*product{k.fromHidden, k.fromAux, k.project} {
		if m != nil && (m.bytes == nil) != (k.fromIn.bytes == nil) {
			return errors.New("some weights are float32 and some are not")
		}
	}
	return nil
}

func (k *lstmFloat) vectors() error {
	l := k.lstm
	for g := l.first; g < gates; g++ {
		b, err := constants[float32](l.bias[g], graph.Float32)
		if err != nil {
			return err
		}
		k.bias = append(k.bias, b...)
		if v := l.norm[g]; v != nil {
			if k.norm[g], err = constants[float32](v, graph.Float32); err != nil {
				return err
			}
		}
		if v := l.peephole[g]; v != nil {
			if k.peephole[g], err = realWeights(v, k.fromIn.bytes != nil); err != nil {
				return err
			}
		}
	}
	k.projectionBias = make([]float32, l.outputs)
	if l.projectionBias != nil {
		var err error
		k.projectionBias, err = constants[float32](l.projectionBias, graph.Float32)
		return err
	}
	return nil
}
