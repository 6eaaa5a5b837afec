package reference

import (
	"edged/internal/fixedpoint"
	loop "edged/internal/kernel"
	"edged/models/graph"
)

// buildFullyConnectedXNNPACK is buildFullyConnected with XNNPACK's rescaling of 8-bit
// tensors. Its delegate leaves int8 weights with a zero point and biases that are not
// quantized to TFLite.
func buildFullyConnectedXNNPACK(p *prep) (kernel, error) {
	return dense(p, fullyConnectedPlanXNNPACK)
}

func fullyConnectedPlanXNNPACK(p *prep, w *value, axis int, a graph.Activation) (plan8, error) {
	q, err := fullyConnectedPlan(p, w, axis, a)
	if err != nil {
		return q, err
	}
	in, out := p.in(0), p.out(0)
	if inXNNPACK(in, out) && filterInXNNPACK(w, p.in(2), axis) && (w.Type == graph.UInt8 || q.zero == 0) {
		return xnnpackPlan(q, in, out, a)
	}
	m := make([]fixedpoint.Multiplier, len(q.scales))
	for i, f := range q.scales {
		product := float64(in.Scale()) * float64(f)
		if !w.PerChannel() {
			product = float64(in.Scale() * f)
		}
		if m[i], err = fixedpoint.QuantizeMultiplier(product / float64(out.Scale())); err != nil {
			return q, err
		}
	}
	q.output = func(bias []int32, from, to int) *loop.Output {
		return loop.NewOutput(out.ZeroPoint(), q.low, q.high, bias, m[from:to]).HalvesUp(to - from)
	}
	return q, nil
}
