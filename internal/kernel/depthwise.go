package kernel

// Byte is the element type of an 8-bit tensor.
type Byte interface{ int8 | uint8 }

// DepthwiseTap adds (x[c]-zero) * w[c*multiplier+m] to acc[c*multiplier+m] for every
// channel c and every m below multiplier: one tap of a depthwise convolution.
func DepthwiseTap[T Byte](acc []int32, x []T, zero int32, w []int16, multiplier int) {
	acc, w = acc[:len(x)*multiplier], w[:len(x)*multiplier]
	if multiplier == 1 {
		acc, w = acc[:len(x)], w[:len(x)]
		for c, v := range x {
			acc[c] += (int32(v) - zero) * int32(w[c])
		}
		return
	}
	for _, v := range x {
		a := int32(v) - zero
		for m := range multiplier {
			acc[m] += a * int32(w[m])
		}
		acc, w = acc[multiplier:], w[multiplier:]
	}
}
