package reference

import "unsafe"

// buildRightShift shifts to the right, arithmetically where the type has a sign, by 0 up
// to the bits of the type less one; other amounts become the nearest of these.
func buildRightShift(p *prep) (kernel, error) {
	return pairwise{
		i8: shiftRight[int8], u8: shiftRight[uint8], i16: shiftRight[int16], u16: shiftRight[uint16],
		i32: shiftRight[int32], u32: shiftRight[uint32],
	}.build(p)
}

func shiftRight[T integer](x, y T) T {
	return x >> min(max(y, 0), T(8*unsafe.Sizeof(x)-1))
}
