package reference

import (
	"math"

	"edged/internal/fixedpoint"
)

func (k *lstm8) sequence(i, worker int) {
	x, y := view[int8](k.in), view[int8](k.out)
	hidden, cell := view[int8](k.lstm.hidden)[i*k.lstm.outputs:][:k.lstm.outputs], view[int16](k.cell)[i*k.cells:][:k.cells]
	sums, all := perWorker[int32](k.sums, worker, k.sumCount), perWorker[int16](k.gates, worker, k.gateCount())
	small := perWorker[int8](k.small, worker, k.cells)
	for t := range k.steps {
		at := k.at(i, t)
		k.fromIn.weights.Mul1(sums, x[at*k.inputs:(at+1)*k.inputs])
		for r := range all {
			all[r] = int16(clamp16(k.fromIn.row(r, sums[r])))
		}
		k.fromHidden.weights.Mul1(sums, hidden)
		for r, v := range all {
			all[r] = int16(clamp16(k.fromHidden.row(r, sums[r]) + int32(v)))
		}
		k.update(all, cell, i)
		k.output(all, hidden, cell, i, small, sums)
		copy(y[at*k.width:], hidden)
	}
}

// finish adds peephole and layer normalization to the sums of a gate of a sequence.
func (k *lstm8) finish(all, cell []int16, g, sequence int) []int16 {
	x := gate(all, k.lstm, g)
	k.peephole[g].add(x, cell, sequence)
	if n := k.norm[g]; n != nil {
		n.apply(x)
	}
	return x
}

// update computes a step's cell state from the sums of its gates.
func (k *lstm8) update(all, cell []int16, sequence int) {
	forget := k.finish(all, cell, forgetGate, sequence)
	news := k.finish(all, cell, cellGate, sequence)
	in := forget
	if !k.coupled() {
		in = k.finish(all, cell, inputGate, sequence)
	}
	for i, f := range forget {
		f = fixedpoint.Logistic16(f, 3)
		let := math.MaxInt16 - int32(f)
		if !k.coupled() {
			let = int32(fixedpoint.Logistic16(in[i], 3))
		}
		kept := int16(fixedpoint.RoundingDivideByPOT(int32(f)*int32(cell[i]), 15))
		added := int16(fixedpoint.RoundingDivideByPOT(let*int32(fixedpoint.Tanh16(news[i], 3)), k.productShift))
		cell[i] = int16(clip(clamp16(int32(kept)+int32(added)), k.clip))
	}
}

// output computes a step's output from the sums of the output gate and the cell state.
func (k *lstm8) output(all []int16, hidden []int8, cell []int16, sequence int, small []int8, sums []int32) {
	out := k.finish(all, cell, outputGate, sequence)
	dst := hidden
	if k.project.weights != nil {
		dst = small
	}
	for i, o := range out {
		v := int32(fixedpoint.Logistic16(o, 3)) * int32(fixedpoint.Tanh16(cell[i], k.tanhBits))
		dst[i] = int8(k.toHidden.apply(v))
	}
	if k.project.weights == nil {
		return
	}
	k.project.weights.Mul1(sums, small)
	for i := range hidden {
		v := min(max(k.project.row(i, sums[i])+k.stateZero, math.MinInt8), math.MaxInt8)
		hidden[i] = int8(clip(v, k.clipOutput))
	}
}

func clip(x, limit int32) int32 { return min(max(x, -limit), limit) }

func clamp16(x int32) int32 { return min(max(x, math.MinInt16), math.MaxInt16) }
