package reference

import (
	loop "edged/internal/kernel"
	"edged/models/graph"
)

// buildConv2DXNNPACK is buildConv2D with XNNPACK's rescaling of 8-bit tensors. Where its
// delegate leaves the operator to TFLite, all channels round halves up, but convolutions
// of groups run on reference kernels.
func buildConv2DXNNPACK(p *prep) (kernel, error) {
	return conv2D(p, xnnpackConvolver(func(channels, groups int) int {
		if groups != 1 {
			return 0
		}
		return channels
	}))
}

func xnnpackConvolver(halvesUp func(channels, groups int) int) convolver {
	return convolver{func(p *prep, f *value, axis int, a graph.Activation) (plan8, error) {
		return convPlanXNNPACK(p, f, axis, a, halvesUp)
	}, newHybridXNNPACK, halvesUp}
}

// convPlanXNNPACK is convPlan for the delegate's convolutions. It leaves those without a
// quantized bias and those of int4 filters to TFLite's optimised kernels.
func convPlanXNNPACK(p *prep, f *value, axis int, a graph.Activation, halvesUp func(channels, groups int) int) (plan8, error) {
	q, err := convPlan(p, f, axis, a)
	if err != nil {
		return q, err
	}
	if p.in(1).Type == f.Type && p.in(2) != nil && inXNNPACK(p.in(0), p.out(0)) && filterInXNNPACK(f, p.in(2), axis) {
		return xnnpackPlan(q, p.in(0), p.out(0), a)
	}
	groups := 1
	if axis == 0 {
		groups = p.in(0).Shape[3] / f.Shape[3]
	}
	away := q.output
	q.output = func(bias []int32, from, to int) *loop.Output {
		return away(bias, from, to).HalvesUp(halvesUp(to-from, groups))
	}
	return q, nil
}
