package reference

import (
	"math"

	"edged/models/graph"
)

func (k *lstmFloat) sequence(i, worker int) {
	w := k.scratch.of(worker)
	x, y := view[float32](k.in), view[float32](k.out)
	all := perWorker[float32](k.gates, worker, k.gateCount())
	hidden, cell := view[float32](k.hidden)[i*k.outputs:][:k.outputs], view[float32](k.cell)[i*k.cells:][:k.cells]
	for t := range k.steps {
		at := k.at(i, t)
		if k.norm[outputGate] == nil {
			copy(all, k.bias)
		} else {
			clear(all)
		}
		k.fromIn.add(all, x[at*k.inputs:(at+1)*k.inputs], &w)
		if k.fromAux != nil {
			k.fromAux.add(all, view[float32](k.aux)[at*k.inputs:(at+1)*k.inputs], &w)
		}
		k.fromHidden.add(all, hidden, &w)
		k.update(all, cell, at)
		k.output(all, hidden, cell, &w)
		copy(y[at*k.width+k.offset:], hidden)
	}
}

// update computes a step's cell state from the sums of its gates.
func (k *lstmFloat) update(all, cell []float32, at int) {
	forget, news := gate(all, k.lstm, forgetGate), gate(all, k.lstm, cellGate)
	k.finish(all, cell, forgetGate)
	logistic32(forget)
	if k.activation == graph.ActNone && k.fromIn.floats != nil && k.silent(at) {
		k.bareGate(news)
	} else {
		k.finish(all, cell, cellGate)
		k.activate(news, news)
	}
	if k.coupled() {
		for i, f := range forget {
			cell[i] = clip32(f*cell[i]+float32((1-f)*news[i]), k.clip)
		}
		return
	}
	in := gate(all, k.lstm, inputGate)
	k.finish(all, cell, inputGate)
	logistic32(in)
	for i, f := range forget {
		cell[i] = clip32(f*cell[i]+float32(in[i]*news[i]), k.clip)
	}
}

// silent reports whether a step's input is all 0; with time-major sequences that of all
// sequences has to be.
func (k *lstmFloat) silent(at int) bool {
	x := view[float32](k.in)
	if k.sequences.timeMajor {
		at -= at % k.batch
		x = x[at*k.inputs : (at+k.batch)*k.inputs]
	} else {
		x = x[at*k.inputs : (at+1)*k.inputs]
	}
	for _, v := range x {
		if v != 0 {
			return false
		}
	}
	return true
}

// bareGate is the cell gate where TFLite forgets the products: without an activation the
// sums of a step whose input is all 0 are left in scratch memory.
func (k *lstmFloat) bareGate(news []float32) {
	if k.norm[cellGate] == nil {
		copy(news, gate(k.bias, k.lstm, cellGate))
	} else {
		clear(news)
	}
}

// finish adds peephole and layer normalization to the sums of a gate.
func (k *lstmFloat) finish(all, cell []float32, g int) {
	x := gate(all, k.lstm, g)
	for i, v := range k.peephole[g] {
		x[i] += v * cell[i]
	}
	if k.norm[g] == nil {
		return
	}
	standardize(x)
	b := gate(k.bias, k.lstm, g)
	for i, v := range k.norm[g] {
		x[i] = float32(v*x[i]) + b[i]
	}
}

// output computes a step's output from the sums of the output gate and the cell state.
// Without an activation the cell gate's value stands in for the cell state's, as in TFLite.
func (k *lstmFloat) output(all, hidden, cell []float32, w *productWork) {
	out, active := gate(all, k.lstm, outputGate), gate(all, k.lstm, cellGate)
	k.finish(all, cell, outputGate)
	logistic32(out)
	k.activate(active, cell)
	for i, o := range out {
		active[i] *= o
	}
	if k.project == nil {
		copy(hidden, active)
		return
	}
	copy(hidden, k.projectionBias)
	k.project.add(hidden, active, w)
	for i, v := range hidden {
		hidden[i] = clip32(v, k.projectionClip)
	}
}

func clip32(x, limit float32) float32 { return min(max(x, -limit), limit) }

// standardize gives a vector mean 0 and variance 1 (MeanStddevNormalization,
// portable_tensor_utils.cc).
func standardize(x []float32) {
	var sum, squares float32
	for _, v := range x {
		sum += v
	}
	mean := sum / float32(len(x))
	for _, v := range x {
		squares += float32((v - mean) * (v - mean))
	}
	inverse := 1 / float32(math.Sqrt(float64(squares/float32(len(x))+1e-8)))
	for i, v := range x {
		x[i] = (v - mean) * inverse
	}
}
