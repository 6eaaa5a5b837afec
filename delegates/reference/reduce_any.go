package reference

// buildReduceAny reports where any element is true.
func buildReduceAny(p *prep) (kernel, error) {
	return reducedBools(p, false, func(acc, x bool) bool { return acc || x })
}
