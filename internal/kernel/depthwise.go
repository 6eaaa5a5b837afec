package kernel

// Byte is the element type of an 8-bit tensor.
type Byte interface{ int8 | uint8 }

// Depthwise3x3 computes one output pixel of a depthwise convolution with a 3×3 filter and
// depth multiplier 1: for each channel c the sum over i of x[i][c] * w[c][i], stored
// through o, which must not shift left. Inputs are taken as they are; their zero point is
// folded into o's bias.
func Depthwise3x3[T Byte](dst []byte, x *[9][]T, w [][9]int16, o *Output) {
	q := o.channels
	n := len(q)
	dst, w = dst[:n], w[:n]
	x0, x1, x2 := x[0][:n], x[1][:n], x[2][:n]
	x3, x4, x5 := x[3][:n], x[4][:n], x[5][:n]
	x6, x7, x8 := x[6][:n], x[7][:n], x[8][:n]
	zero, low, high := o.ZeroPoint, o.Low, o.High
	for i := range q {
		c, v := &q[i], &w[i]
		s := c.bias +
			int32(x0[i])*int32(v[0]) + int32(x1[i])*int32(v[1]) + int32(x2[i])*int32(v[2]) +
			int32(x3[i])*int32(v[3]) + int32(x4[i])*int32(v[4]) + int32(x5[i])*int32(v[5]) +
			int32(x6[i])*int32(v[6]) + int32(x7[i])*int32(v[7]) + int32(x8[i])*int32(v[8])
		y := c.scale(s)
		dst[i] = byte(min(max(int32(y)+zero, low), high))
	}
}

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
