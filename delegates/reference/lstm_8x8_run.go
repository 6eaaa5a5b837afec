package reference

import (
	"math"

	"edged/internal/fixedpoint"
	"edged/models/graph"
)

// norm8x8 is norm16 computed in floats (PortableApplyLayerNormFloat,
// portable_tensor_utils.cc).
type norm8x8 struct {
	weights          []int16
	bias             []int32
	scale, biasScale float32
}

func (n *norm8x8) prepare(w, bias *value) error {
	q, err := affineOf(w)
	if err != nil {
		return err
	}
	if n.weights, err = constants[int16](w, graph.Int16); err != nil {
		return err
	}
	if n.bias, err = constants[int32](bias, graph.Int32); err != nil {
		return err
	}
	m, err := fixedpoint.QuantizeMultiplier(float64(q.scale))
	if err != nil {
		return err
	}
	n.scale = float32(math.Ldexp(float64(m.Mantissa), m.Shift-31))
	n.biasScale = float32(math.Ldexp(1, -10)) * n.scale
	return nil
}

func (n *norm8x8) apply(x []int16) {
	var sum, squares float32
	for _, v := range x {
		f := float32(v)
		sum += f
		squares += float32(f * f)
	}
	count := float32(len(x))
	mean := sum / count
	variance := squares/count - float32(mean*mean)
	if variance == 0 {
		variance = 1e-8
	}
	inverse := 1 / float32(math.Sqrt(float64(variance)))
	for i, v := range x {
		y := float32((float32(v)-mean)*inverse) * float32(n.weights[i])
		y = float32(y*n.scale) + float32(float32(n.bias[i])*n.biasScale)
		x[i] = int16(clamp16(saturate32(roundFloat(y * 4096))))
	}
}

func (k *lstm8x8) sequence(i, worker int) {
	all := perWorker[int16](k.sums, worker, gates*k.cells)
	x := view[int8](k.in)[i*k.inputs:][:k.inputs]
	hidden, cell := view[int8](k.hidden)[i*k.outputs:][:k.outputs], view[int16](k.cell)[i*k.cells:][:k.cells]
	forget, news, out := k.sumsOf(all, forgetGate, x, hidden, worker), k.sumsOf(all, cellGate, x, hidden, worker), k.sumsOf(all, outputGate, x, hidden, worker)
	for c := range cell {
		f := int32(logisticQ15(forget[c]))
		kept := int16(fixedpoint.RoundingDivideByPOT(f*int32(cell[c]), 15))
		added := int16(fixedpoint.RoundingDivideByPOT((math.MaxInt16-f)*int32(tanhQ15(news[c], -12)), 15))
		cell[c] = int16(clip(clamp16(int32(kept)+int32(added)), k.clip))
		out[c] = int16(fixedpoint.RoundingDivideByPOT(int32(logisticQ15(out[c]))*int32(tanhQ15(cell[c], -15)), 15))
	}
	for o := range hidden {
		sum := int64(k.projectionBias[o])
		for c, w := range k.projection[o*k.cells : (o+1)*k.cells] {
			sum += int64(w) * int64(out[c])
		}
		hidden[o] = int8(clip(clamp8(k.project.Mul64(sum)+k.stateZero), k.clipOutput))
	}
	copy(view[int8](k.out)[i*k.outputs:], hidden)
}

// sumsOf computes a gate before its activation.
func (k *lstm8x8) sumsOf(all []int16, g int, x, hidden []int8, worker int) []int16 {
	out := all[g*k.cells : (g+1)*k.cells]
	in, state := k.gate[g].in.weights.mul(x, worker), k.gate[g].hidden.weights.mul(hidden, worker)
	for i := range out {
		out[i] = int16(clamp16(k.gate[g].hidden.value(i, state[i]) + k.gate[g].in.value(i, in[i])))
	}
	k.gate[g].norm.apply(out)
	return out
}

// logisticQ15 and tanhQ15 are the functions of x * 2^-12 and x * 2^exponent in floats, cut
// off to 15 bits behind the point.
func logisticQ15(x int16) int16 {
	return int16(clamp16(int32(sigmoid32(float32(x)/4096) * 32768)))
}

func tanhQ15(x int16, exponent int) int16 {
	return int16(clamp16(int32(tanh32(float32(math.Ldexp(float64(x), exponent))) * 32768)))
}
