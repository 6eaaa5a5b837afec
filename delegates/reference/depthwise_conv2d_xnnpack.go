package reference

// buildDepthwiseConv2DXNNPACK is buildDepthwiseConv2D with XNNPACK's rescaling of 8-bit
// tensors.
func buildDepthwiseConv2DXNNPACK(p *prep) (kernel, error) {
	return depthwiseConv2D(p, convPlanXNNPACK)
}
