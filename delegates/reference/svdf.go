package reference

import (
	"fmt"

	"edged/models/graph"
)

// buildSVDF runs a layer of filters of low rank over a stream: each invocation is a step
// (TFLite's reference/svdf.h). A filter is a vector over the features of a step and one
// over what the former made of the last steps, which the state holds.
func buildSVDF(p *prep) (kernel, error) {
	s := newSVDF(p)
	if len(p.op.Inputs) != 5 || s.memory == 0 || s.filters == 0 {
		return nil, fmt.Errorf("has %d inputs, %d filters and a memory of %d steps", len(p.op.Inputs), s.filters, s.memory)
	}
	if s.state.constant {
		return nil, fmt.Errorf("state %s is constant", s.state.Name)
	}
	switch {
	case s.in.Type == graph.Float32 && s.out.Type == graph.Float32 && s.state.Type == graph.Float32:
		return newSVDFFloat(p, s)
	case s.in.Type == graph.Int8 && s.out.Type == graph.Int8:
		return newSVDF8(p, s)
	}
	return nil, p.noType()
}

// svdf is what both kinds share. A unit is a stream of the batch.
type svdf struct {
	in, out, state                *value
	batch, inputs, filters, units int
	memory, rank                  int
}

func newSVDF(p *prep) svdf {
	s := svdf{in: p.in(graph.SVDFInput), out: p.out(0), state: p.in(graph.SVDFState)}
	s.batch, s.inputs = s.in.Shape[0], s.in.Shape[1]
	w := p.in(graph.SVDFTime).Shape
	s.filters, s.memory = w[0], w[1]
	s.rank = int(p.op.Options.(*graph.SVDFOptions).Rank)
	s.units = s.filters / s.rank
	return s
}

func (s *svdf) sequenceCount() int { return s.batch }

func (s *svdf) macs() int64 {
	return int64(s.batch) * int64(s.filters) * (int64(s.inputs) + int64(s.memory))
}

// svdfFloat is an SVDF in floats; weights may be int8.
type svdfFloat struct {
	svdf
	feature  *product
	time     []float32
	bias     []float32
	activate func(dst, src []float32)
	scratch  productScratch
	filtered *value // for each worker, what the feature filters make of a step
}

func newSVDFFloat(p *prep, s svdf) (kernel, error) {
	o := p.op.Options.(*graph.SVDFOptions)
	k := &svdfFloat{svdf: s}
	var err error
	if k.feature, err = newProduct(o.AsymmetricQuantizeInputs, p.in(graph.SVDFFeature)); err != nil {
		return nil, err
	}
	if k.time, err = realWeights(p.in(graph.SVDFTime), k.feature.bytes != nil); err != nil {
		return nil, err
	}
	if k.bias, err = bias[float32](p, graph.SVDFBias, graph.Float32, s.units); err != nil {
		return nil, err
	}
	if k.activate, err = activation32(o.FusedActivationFunction); err != nil {
		return nil, err
	}
	k.scratch.fit(k.feature)
	k.scratch.reserve(p)
	k.filtered = p.scratchPerWorker(graph.Float32, s.filters)
	return recurrent{k}, nil
}

func (k *svdfFloat) sequence(i, worker int) {
	w := k.scratch.of(worker)
	filtered := perWorker[float32](k.filtered, worker, k.filters)
	state := view[float32](k.state)[i*k.filters*k.memory:][:k.filters*k.memory]
	clear(filtered)
	k.feature.add(filtered, view[float32](k.in)[i*k.inputs:(i+1)*k.inputs], &w)
	remember(state, filtered)
	out := view[float32](k.out)[i*k.units : (i+1)*k.units]
	for u := range out {
		var sum float32
		for f := u * k.rank; f < (u+1)*k.rank; f++ {
			sum += dotF32(k.time[f*k.memory:(f+1)*k.memory], state[f*k.memory:(f+1)*k.memory])
		}
		out[u] = sum + k.bias[u]
	}
	k.activate(out, out)
}

// remember shifts the memory of every filter by one step and appends the newest.
func remember[T element](state, newest []T) {
	memory := len(state) / len(newest)
	copy(state, state[1:])
	for f, v := range newest {
		state[(f+1)*memory-1] = v
	}
}

func dotF32(a, b []float32) float32 {
	var sum float32
	b = b[:len(a)]
	for i, x := range a {
		sum += x * b[i]
	}
	return sum
}
