package reference

// buildGreater compares.
func buildGreater(p *prep) (kernel, error) {
	return comparison{f32: above[float32], i16: above[int16], i32: above[int32], i64: above[int64]}.build(p)
}

func above[T number](x, y T) bool { return x > y }
