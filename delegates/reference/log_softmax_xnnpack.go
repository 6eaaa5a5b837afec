package reference

import "math"

// buildLogSoftmaxXNNPACK is buildLogSoftmax with TFLite's optimised kernel for 8-bit
// tensors, which XNNPACK's delegate does not take: it computes in float32 and rounds
// halves to even (optimized_ops.h).
func buildLogSoftmaxXNNPACK(p *prep) (kernel, error) {
	k, err := buildLogSoftmax(p)
	l, ok := k.(*logSoftmax8)
	if !ok || err != nil {
		return k, err
	}
	t := &logSoftmaxTable{softmax8: &l.softmax8, in: p.in(0).Scale(), out: p.out(0).Scale(), zero: float32(p.out(0).ZeroPoint())}
	for d := range t.exp {
		t.exp[d] = exp32(-t.in * float32(d))
	}
	return t, nil
}

// logSoftmaxTable is a logarithm of a softmax whose elements are float32 until they are
// rounded.
type logSoftmaxTable struct {
	*softmax8              // shapes and types
	exp       [256]float32 // of minus the difference to the row's largest value
	in, out   float32      // scales
	zero      float32
}

func (t *logSoftmaxTable) run(lo, hi, _ int) error {
	for r := lo; r < hi; r++ {
		t.row(t.softmax8.out.Data[r*t.depth:(r+1)*t.depth], t.softmax8.in.Data[r*t.depth:(r+1)*t.depth])
	}
	return nil
}

func (t *logSoftmaxTable) row(y, x []byte) {
	top := byte(0)
	for _, v := range x {
		top = max(top, v^t.flip)
	}
	var sum float32
	for _, v := range x {
		sum += t.exp[top-(v^t.flip)]
	}
	log := float32(math.Log(float64(sum)))
	ratio := t.in / t.out
	base := (float32(t.in*t.number(top^t.flip)) + log) / t.out
	least := t.zero - 255
	for i, v := range x {
		q := roundEven(float32(ratio*t.number(v))-base) + t.zero
		y[i] = byte(int32(min(max(q, least), t.zero)))
	}
}

// number is the value of a byte of the tensor's type.
func (t *logSoftmaxTable) number(b byte) float32 {
	if t.flip != 0 {
		return float32(int8(b))
	}
	return float32(b)
}
