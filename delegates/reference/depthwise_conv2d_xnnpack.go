package reference

import "edged/models/graph"

// buildDepthwiseConv2DXNNPACK is buildDepthwiseConv2D with XNNPACK's rescaling of 8-bit
// tensors. Where its delegate leaves the operator to TFLite, eight channels at a time are
// rescaled with vector instructions, which round halves up, and the rest one by one.
func buildDepthwiseConv2DXNNPACK(p *prep) (kernel, error) {
	return depthwiseConv2D(p, func(p *prep, f *value, axis int, a graph.Activation) (plan8, error) {
		return convPlanXNNPACK(p, f, axis, a, func(n int) int { return n &^ 7 })
	})
}
