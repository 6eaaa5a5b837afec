package reference

// buildLessEqual compares.
func buildLessEqual(p *prep) (kernel, error) {
	return comparison{f32: notAbove[float32], i16: notAbove[int16], i32: notAbove[int32], i64: notAbove[int64]}.build(p)
}

func notAbove[T number](x, y T) bool { return x <= y }
