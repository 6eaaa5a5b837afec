package reference

// buildReluN1To1 computes min(max(x, -1), 1).
func buildReluN1To1(p *prep) (kernel, error) { return buildClip(p, -1, 1) }
