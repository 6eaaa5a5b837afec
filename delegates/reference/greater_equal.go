package reference

// buildGreaterEqual compares.
func buildGreaterEqual(p *prep) (kernel, error) {
	return comparison{f32: notBelow[float32], i16: notBelow[int16], i32: notBelow[int32], i64: notBelow[int64]}.build(p)
}

func notBelow[T number](x, y T) bool { return x >= y }
