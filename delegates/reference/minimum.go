package reference

// buildMinimum takes the lesser of each two elements, as they are stored. TFLite's
// comparison makes it the second where one is not a number.
func buildMinimum(p *prep) (kernel, error) {
	return pairwise{
		half: true, f32: lesser[float32], i8: lesser[int8], u8: lesser[uint8], i16: lesser[int16],
		i32: lesser[int32], i64: lesser[int64],
	}.build(p)
}

func lesser[T number](x, y T) T {
	if x < y {
		return x
	}
	return y
}
