package reference

// buildLogicalAnd takes booleans.
func buildLogicalAnd(p *prep) (kernel, error) {
	return logical(p, func(x, y uint8) bool { return x != 0 && y != 0 })
}
