package reference

// buildRank makes the number of the input's dimensions a scalar.
func buildRank(p *prep) (kernel, error) { return foreknown(p) }
