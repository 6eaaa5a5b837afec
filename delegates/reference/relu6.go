package reference

// buildRelu6 computes min(max(x, 0), 6).
func buildRelu6(p *prep) (kernel, error) { return buildClip(p, 0, 6) }
