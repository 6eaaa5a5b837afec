package kernel

import "math"

// floating is the end of a kernel that multiplies in float32.
type floating struct {
	scale  []float32
	lo, hi float32 // the output's range less its zero point
	magic  int32   // what the bits of a sum with roundMagic have over the output
}

// roundMagic is so large that a float32 sum with it has no bits for a fraction: what is
// added to it is rounded to the nearest integer, halves to the even one, by the addition.
// 3*2^22 leaves room for numbers of both signs.
const roundMagic = 3 << 22

// NewFloatOutput makes an Output as XNNPACK's fp32 requantization has it: a sum becomes
// float32, is multiplied in float32, clamped, and rounded once, halves to even. bias and
// scale have one entry for each channel.
func NewFloatOutput(zeroPoint, low, high int32, bias []int32, scale []float32) *Output {
	return &Output{ZeroPoint: zeroPoint, Low: low, High: high, bias: bias, float: &floating{
		scale: scale,
		lo:    float32(low - zeroPoint), hi: float32(high - zeroPoint),
		magic: int32(math.Float32bits(roundMagic)) - zeroPoint,
	}}
}

// Floats reports whether the Output multiplies in float32.
func (o *Output) Floats() bool { return o.float != nil }

func (o *Output) storeFloat(dst []byte, acc []int32, add int32) {
	f := o.float
	scale, lo, hi, magic := f.scale, f.lo, f.hi, f.magic
	dst, acc, bias := dst[:len(scale)], acc[:len(scale)], o.bias[:len(scale)]
	for i, s := range scale {
		// The conversion keeps product and sum from becoming one operation.
		y := float32(float32(acc[i]+add+bias[i]) * s)
		y = min(max(y, lo), hi) + roundMagic
		dst[i] = byte(int32(math.Float32bits(y)) - magic)
	}
}

// Depthwise3x3Sums sets acc[c] to the sum over i of x[i][c] * w[c][i]: Depthwise3x3 for
// an Output of any kind.
func Depthwise3x3Sums[T Byte](acc []int32, x *[9][]T, w [][9]int16) {
	n := len(w)
	acc = acc[:n]
	x0, x1, x2 := x[0][:n], x[1][:n], x[2][:n]
	x3, x4, x5 := x[3][:n], x[4][:n], x[5][:n]
	x6, x7, x8 := x[6][:n], x[7][:n], x[8][:n]
	for i := range w {
		v := &w[i]
		acc[i] = int32(x0[i])*int32(v[0]) + int32(x1[i])*int32(v[1]) + int32(x2[i])*int32(v[2]) +
			int32(x3[i])*int32(v[3]) + int32(x4[i])*int32(v[4]) + int32(x5[i])*int32(v[5]) +
			int32(x6[i])*int32(v[6]) + int32(x7[i])*int32(v[7]) + int32(x8[i])*int32(v[8])
	}
}

// HalvesUp makes an Output of NewOutput round the first n channels to nearest with halves
// up in its second rounding, as ARM's VRSHL does, where it would round halves away from
// zero. It returns o.
func (o *Output) HalvesUp(n int) *Output {
	for i := range o.channels[:n] {
		o.channels[i].sign = 0
	}
	return o
}
