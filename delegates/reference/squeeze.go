package reference

// buildSqueeze drops dimensions of size 1.
func buildSqueeze(p *prep) (kernel, error) { return copyInput(p) }
