package reference

// buildLess compares.
func buildLess(p *prep) (kernel, error) {
	return comparison{f32: below[float32], i16: below[int16], i32: below[int32], i64: below[int64]}.build(p)
}

func below[T number](x, y T) bool { return x < y }
