package reference

import (
	loop "edged/internal/kernel"
	"edged/models/graph"
)

// buildConv2DXNNPACK is buildConv2D with XNNPACK's rescaling of 8-bit tensors. Where its
// delegate leaves the operator to TFLite, all channels round halves up, but convolutions
// of groups run on reference kernels.
func buildConv2DXNNPACK(p *prep) (kernel, error) {
	return conv2D(p, func(p *prep, f *value, axis int, a graph.Activation) (plan8, error) {
		return convPlanXNNPACK(p, f, axis, a, func(n int) int {
			if p.in(0).Shape[3] != f.Shape[3] {
				return 0
			}
			return n
		})
	}, newHybridXNNPACK)
}

// convPlanXNNPACK is convPlan for the delegate's convolutions. It leaves those without a
// quantized bias to TFLite's optimised kernels, in which of n channels the first
// halvesUp(n) round halves up.
func convPlanXNNPACK(p *prep, f *value, axis int, a graph.Activation, halvesUp func(n int) int) (plan8, error) {
	q, err := convPlan(p, f, axis, a)
	if err != nil {
		return q, err
	}
	if p.in(2) != nil && inXNNPACK(p.in(0), p.out(0)) && filterInXNNPACK(f, p.in(2), axis) {
		return xnnpackPlan(q, p.in(0), p.out(0), a)
	}
	away := q.output
	q.output = func(bias []int32, from, to int) *loop.Output {
		return away(bias, from, to).HalvesUp(halvesUp(to - from))
	}
	return q, nil
}
