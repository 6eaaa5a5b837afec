package reference

// buildRelu0To1 computes min(max(x, 0), 1).
func buildRelu0To1(p *prep) (kernel, error) { return buildClip(p, 0, 1) }
