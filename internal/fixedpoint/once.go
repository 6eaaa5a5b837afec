package fixedpoint

// MulOnce returns x times the multiplier rounded once, halves towards plus infinity, as
// ruy does (MultiplyByQuantizedMultiplier in its apply_multiplier.cc). Shift must be below
// 31. Results outside int32 wrap.
func (m Multiplier) MulOnce(x int32) int32 {
	total := uint(31 - m.Shift)
	return int32((int64(x)*int64(m.Mantissa) + 1<<(total-1)) >> total)
}
