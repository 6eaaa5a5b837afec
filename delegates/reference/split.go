package reference

// buildSplit cuts input 1 into equal parts along the axis in input 0. TFLite does not look
// at quantization here.
func buildSplit(p *prep) (kernel, error) {
	return parted(p, p.in(1), constantAxis(p.in(0), p.in(1)))
}

// constantAxis returns the axis of v in the constant input a, which the shape rule has
// checked.
func constantAxis(a, v *value) int {
	axis := a.Ints()[0]
	if axis < 0 {
		axis += len(v.Shape)
	}
	return axis
}
