package reference

import (
	"fmt"

	"edged/internal/fixedpoint"
	"edged/models/graph"
)

// Peepholes and layer normalization of LSTMs whose gates are int16.

// peephole16 adds weights times the cell state to a gate. TFLite steps through the
// weights by the number of outputs where it means that of cells, so with a projection
// sequences that run together see other weights.
type peephole16 struct {
	weights           []int16 // nil: none
	mul               fixedpoint.Multiplier
	stride, all, size int // outputs; of all sequences that run together; cells
}

func newPeephole16(l *lstm, w *value, cellScale float64, gateScale float32) (peephole16, error) {
	k := peephole16{stride: l.outputs, all: l.outputs, size: 0}
	if l.sequences.timeMajor {
		k.all, k.size = l.outputs*l.batch, l.cells
	}
	if l.outputs > l.cells {
		return k, fmt.Errorf("peepholes of %d cells with %d outputs are not supported", l.cells, l.outputs)
	}
	q, err := affineOf(w)
	if err != nil {
		return k, err
	}
	if k.weights, err = constants[int16](w, graph.Int16); err != nil {
		return k, err
	}
	k.mul, err = fixedpoint.QuantizeMultiplier(float64(float32(cellScale * float64(q.scale) / float64(gateScale))))
	return k, err
}

func (k *peephole16) add(x, cell []int16, sequence int) {
	if k.weights == nil {
		return
	}
	first := sequence * k.size
	for i, v := range x {
		at := first + i
		if at >= k.all {
			return
		}
		w := int32(k.weights[at%k.stride])
		x[i] = int16(clamp16(k.mul.Mul(w*int32(cell[i])) + int32(v)))
	}
}

// norm16 gives a gate mean 0 and variance 1, then weights and a bias
// (PortableApplyLayerNorm, portable_tensor_utils.cc).
type norm16 struct {
	weights []int16
	bias    []int32
	mul     fixedpoint.Multiplier
	guard   int32 // the variance where it is too small
}

func newNorm16(w, bias *value) (*norm16, error) {
	q, err := affineOf(w)
	if err != nil {
		return nil, err
	}
	n := &norm16{guard: max(1, saturate32(10000*q.scale))}
	if n.weights, err = constants[int16](w, graph.Int16); err != nil {
		return nil, err
	}
	if n.bias, err = constants[int32](bias, graph.Int32); err != nil {
		return nil, err
	}
	if n.mul, err = fixedpoint.QuantizeMultiplier(float64(q.scale)); err != nil {
		return nil, err
	}
	if n.mul.Shift += 12; n.mul.Shift > 31 {
		return nil, fmt.Errorf("layer normalization has scale %g", q.scale)
	}
	return n, nil
}

func (n *norm16) apply(x []int16) {
	const shift = 20
	var sum, squares int64
	for _, v := range x {
		sum += int64(v)
		squares += int64(v) * int64(v)
	}
	mean := int32(sum * 1024 / int64(len(x)))
	variance := int32((squares*int64((1<<shift)/len(x)) - int64(mean)*int64(mean)) / (1 << shift))
	if variance < 1 {
		variance = n.guard
	}
	inverse := fixedpoint.InvSqrt(variance)
	for i, v := range x {
		y := inverse.Mul(1024*int32(v)-mean)*int32(n.weights[i]) + n.bias[i]
		x[i] = int16(clamp16(n.mul.Mul(int32(roundAway1024(int64(y))))))
	}
}

// roundAway1024 returns x / 1024 rounded to nearest, halves away from zero.
func roundAway1024(x int64) int64 {
	if x > 0 {
		return (x + 512) / 1024
	}
	return (x - 512) / 1024
}
