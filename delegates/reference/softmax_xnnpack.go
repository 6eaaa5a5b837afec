package reference

import "edged/models/graph"

// buildSoftmaxXNNPACK is buildSoftmax with TFLite's optimised kernel for 8-bit tensors,
// which XNNPACK's delegate does not take: exponentials in float32 (optimized_ops.h).
func buildSoftmaxXNNPACK(p *prep) (kernel, error) {
	k, err := buildSoftmax(p)
	if s, ok := k.(*softmax8); ok && err == nil && p.out(0).Scale() > 0 {
		return newSoftmaxTable(p, s), nil
	}
	return k, err
}

// softmaxTable is a softmax whose exponentials and outputs are float32 until they are
// rounded.
type softmaxTable struct {
	*softmax8              // shapes and types
	exp       [256]float32 // of minus the difference to the row's largest value
	scale     float32      // of the output
}

func newSoftmaxTable(p *prep, s *softmax8) *softmaxTable {
	t := &softmaxTable{softmax8: s, scale: p.out(0).Scale()}
	step := -p.in(0).Scale() * p.op.Options.(*graph.SoftmaxOptions).Beta
	for d := range t.exp {
		t.exp[d] = exp32(step * float32(d))
	}
	return t
}

func (t *softmaxTable) run(lo, hi, _ int) error {
	for r := lo; r < hi; r++ {
		t.row(t.out.Data[r*t.depth:(r+1)*t.depth], t.in.Data[r*t.depth:(r+1)*t.depth])
	}
	return nil
}

// row writes how many of the output's steps each share is. An int8 output starts at its
// zero point, -128; a uint8 one at 0, and is rounded by adding a half in float32.
func (t *softmaxTable) row(y, x []byte) {
	top := byte(0)
	for _, v := range x {
		top = max(top, v^t.flip)
	}
	var sum float32
	for _, v := range x {
		sum += t.exp[top-(v^t.flip)]
	}
	inverse := 1 / float32(sum*t.scale)
	for i, v := range x {
		share := float32(t.exp[top-(v^t.flip)] * inverse)
		if t.flip != 0 {
			y[i] = byte(min(roundFloat(share), 255)) ^ t.flip
		} else {
			y[i] = byte(min(share+0.5, 255))
		}
	}
}
