package reference

import (
	"edged/internal/fixedpoint"
	loop "edged/internal/kernel"
	"edged/models/graph"
)

// buildFullyConnectedXNNPACK is buildFullyConnected with XNNPACK's rescaling of 8-bit
// tensors and quantization of float32 ones. Its delegate leaves int8 weights with a zero
// point and biases that are not quantized to TFLite.
func buildFullyConnectedXNNPACK(p *prep) (kernel, error) {
	return dense(p, convolver{fullyConnectedPlanXNNPACK, newHybridDenseXNNPACK, func(channels, _ int) int { return channels }})
}

func fullyConnectedPlanXNNPACK(p *prep, w *value, axis int, a graph.Activation) (plan8, error) {
	q, err := fullyConnectedPlan(p, w, axis, a)
	if err != nil {
		return q, err
	}
	in, out := p.in(0), p.out(0)
	if denseInXNNPACK(p) && inXNNPACK(in, out) && (w.Type == graph.UInt8 || q.zero == 0) {
		return xnnpackPlan(q, in, out, a)
	}
	m, err := optimisedMultipliers(in, w, out)
	if err != nil {
		return q, err
	}
	q.output = func(bias []int32, from, to int) *loop.Output {
		return loop.NewOutput(out.ZeroPoint(), q.low, q.high, bias, m[from:to]).HalvesUp(to - from)
	}
	return q, nil
}

// denseInXNNPACK reports whether the delegate takes the weights and the bias. Rows of int4
// have to end on a whole byte.
func denseInXNNPACK(p *prep) bool {
	w := p.in(1)
	return filterInXNNPACK(w, p.in(2), 0) && (w.Type != graph.Int4 || w.Shape[1]%2 == 0)
}

// newHybridDenseXNNPACK quantizes each row as XNNPACK does.
func newHybridDenseXNNPACK(p *prep, s spatial, f *value, groups int, symmetric bool, a graph.Activation) (kernel, error) {
	if !allNormal(p.in(1), 0) || p.in(1).Type == graph.Int4 && f.Shape[1]%2 != 0 {
		return newHybrid(p, s, f, groups, symmetric, a)
	}
	return newHybridOf(p, s, f, groups, a, quantizeXNNPACKDynamic)
}

// optimisedMultipliers returns the multipliers of each output channel in TFLite's optimised
// kernels; for weights quantized as a whole the product of the scales is a float32.
func optimisedMultipliers(in, w, out *value) ([]fixedpoint.Multiplier, error) {
	scales, err := filterScales(w, 0, w.Shape[0])
	if err != nil {
		return nil, err
	}
	m := make([]fixedpoint.Multiplier, len(scales))
	for i, f := range scales {
		product := float64(in.Scale()) * float64(f)
		if !w.PerChannel() {
			product = float64(in.Scale() * f)
		}
		if m[i], err = fixedpoint.QuantizeMultiplier(product / float64(out.Scale())); err != nil {
			return nil, err
		}
	}
	return m, nil
}
