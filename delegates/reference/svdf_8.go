package reference

import (
	"fmt"

	"edged/internal/fixedpoint"
	loop "edged/internal/kernel"
	"edged/models/graph"
)

// svdf8 is an SVDF on int8 with int16 memory and weights over time (EvalIntegerSVDF).
type svdf8 struct {
	svdf
	feature     *loop.Weights
	start       []int32 // what the sums over features start from
	time        []int16
	bias        []int32
	toState     fixedpoint.Multiplier
	toOut       *rescale
	sums        *value // for each worker
	filtered    *value // for each worker
	paddedCount int
}

func newSVDF8(p *prep, s svdf) (kernel, error) {
	feature, time := p.in(graph.SVDFFeature), p.in(graph.SVDFTime)
	if a := p.op.Options.(*graph.SVDFOptions).FusedActivationFunction; a != graph.ActRelu {
		return nil, fmt.Errorf("cannot use activation %v on int8, only relu", a)
	}
	if s.state.Type != graph.Int16 {
		return nil, fmt.Errorf("the state is %v, wants int16", s.state.Type)
	}
	q, err := affines(s.in, feature, s.state, time, s.out)
	if err != nil {
		return nil, err
	}
	k := &svdf8{svdf: s}
	w, err := constants[int8](feature, graph.Int8)
	if err != nil {
		return nil, err
	}
	if k.time, err = constants[int16](time, graph.Int16); err != nil {
		return nil, err
	}
	if k.bias, err = bias[int32](p, graph.SVDFBias, graph.Int32, s.units); err != nil {
		return nil, err
	}
	// Products and quotients of scales are float32 in TFLite.
	if k.toState, err = fixedpoint.QuantizeMultiplier(float64(q[0].scale * q[1].scale / q[2].scale)); err != nil {
		return nil, err
	}
	// The activation that has to be RELU is never applied.
	if k.toOut, err = newRescale(float64(q[2].scale*q[3].scale/q[4].scale), s.out, graph.ActNone); err != nil {
		return nil, err
	}
	k.feature = loop.Pack(w, s.filters)
	k.start = foldZero(w, make([]int32, s.filters), q[0].zero, 0)
	k.paddedCount = k.feature.PaddedRows()
	k.sums = p.scratchPerWorker(graph.Int32, k.paddedCount)
	k.filtered = p.scratchPerWorker(graph.Int16, s.filters)
	return recurrent{k}, nil
}

func (k *svdf8) sequence(i, worker int) {
	sums := perWorker[int32](k.sums, worker, k.paddedCount)
	filtered := perWorker[int16](k.filtered, worker, k.filters)
	state := view[int16](k.state)[i*k.filters*k.memory:][:k.filters*k.memory]
	k.feature.Mul1(sums, view[int8](k.in)[i*k.inputs:(i+1)*k.inputs])
	for f := range filtered {
		filtered[f] = int16(clamp16(k.toState.Mul(sums[f] + k.start[f])))
	}
	remember(state, filtered)
	out := view[int8](k.out)[i*k.units : (i+1)*k.units]
	for u := range out {
		sum := k.bias[u]
		from, to := u*k.rank*k.memory, (u+1)*k.rank*k.memory
		for j, w := range k.time[from:to] {
			sum += int32(w) * int32(state[from+j])
		}
		out[u] = int8(k.toOut.apply(sum))
	}
}
