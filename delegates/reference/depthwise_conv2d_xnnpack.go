package reference

import "edged/models/graph"

// buildDepthwiseConv2DXNNPACK is buildDepthwiseConv2D with XNNPACK's rescaling of 8-bit
// tensors. Where its delegate leaves the operator to TFLite, eight channels at a time are
// rescaled with vector instructions, which round halves up, and the rest one by one; those
// of uint8 as in the reference kernel.
func buildDepthwiseConv2DXNNPACK(p *prep) (kernel, error) {
	return depthwiseConv2D(p, xnnpackConvolver(func(channels, _ int) int {
		if p.in(0).Type != graph.Int8 {
			return 0
		}
		return channels &^ 7
	}))
}
