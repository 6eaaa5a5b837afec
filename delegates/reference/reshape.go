package reference

// buildReshape copies its input: the bytes of a tensor do not depend on its shape.
func buildReshape(p *prep) (kernel, error) { return copyInput(p) }
