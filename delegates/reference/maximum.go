package reference

// buildMaximum takes the greater of each two elements, as they are stored. TFLite's
// comparison makes it the second where one is not a number.
func buildMaximum(p *prep) (kernel, error) {
	return pairwise{
		half: true, f32: greater[float32], i8: greater[int8], u8: greater[uint8], i16: greater[int16],
		i32: greater[int32], i64: greater[int64],
	}.build(p)
}

func greater[T number](x, y T) T {
	if x > y {
		return x
	}
	return y
}
