package reference

import "edged/models/graph"

// buildFullyConnectedXNNPACK is buildFullyConnected with XNNPACK's rescaling of 8-bit
// tensors. Its delegate leaves int8 weights with a zero point to TFLite.
func buildFullyConnectedXNNPACK(p *prep) (kernel, error) {
	return fullyConnected(p, fullyConnectedPlanXNNPACK)
}

func fullyConnectedPlanXNNPACK(p *prep, w *value, axis int, a graph.Activation) (plan8, error) {
	q, err := fullyConnectedPlan(p, w, axis, a)
	if err != nil {
		return q, err
	}
	if !inXNNPACK(p.in(0), p.out(0)) || !filterInXNNPACK(w, p.in(2), axis) || w.Type == graph.Int8 && q.zero != 0 {
		return q, nil
	}
	return xnnpackPlan(q, p.in(0), p.out(0), a)
}
