package reference

// buildBitwiseXor computes the exclusive or of integers of 8, 16 and 32 bits.
func buildBitwiseXor(p *prep) (kernel, error) {
	return pairwise{
		i8: xor[int8], u8: xor[uint8], i16: xor[int16], u16: xor[uint16], i32: xor[int32], u32: xor[uint32],
	}.build(p)
}

func xor[T integer](x, y T) T { return x ^ y }
