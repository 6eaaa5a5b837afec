package reference

// buildSquare takes float32.
func buildSquare(p *prep) (kernel, error) { return floats(p, func(x float32) float32 { return x * x }) }
