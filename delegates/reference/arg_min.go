package reference

// buildArgMin finds the index of the least element along an axis, the first of equals.
func buildArgMin(p *prep) (kernel, error) {
	return buildArg(p, argTypes{
		f32: better(func(x, y float32) bool { return x < y }),
		i32: func(x, y int32) bool { return x < y },
		i8:  func(x, y int8) bool { return x < y },
		u8:  func(x, y uint8) bool { return x < y },
	})
}
