package reference

import "edged/models/graph"

// buildConv2DXNNPACK is buildConv2D with XNNPACK's rescaling of 8-bit tensors. Its
// delegate leaves convolutions without a quantized bias to TFLite.
func buildConv2DXNNPACK(p *prep) (kernel, error) { return conv2D(p, convPlanXNNPACK) }

func convPlanXNNPACK(p *prep, f *value, axis int, a graph.Activation) (plan8, error) {
	q, err := convPlan(p, f, axis, a)
	if err != nil {
		return q, err
	}
	if p.in(2) == nil || !inXNNPACK(p.in(0), p.out(0)) || !filterInXNNPACK(f, p.in(2), axis) {
		return q, nil
	}
	return xnnpackPlan(q, p.in(0), p.out(0), a)
}
