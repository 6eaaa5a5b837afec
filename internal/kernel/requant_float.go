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

// HalvesUp makes an Output of NewOutput round the first n channels to nearest with halves
// up in its second rounding, as ARM's VRSHL does, where it would round halves away from
// zero. It returns o.
func (o *Output) HalvesUp(n int) *Output {
	for i := range o.channels[:n] {
		o.channels[i].sign = 0
	}
	return o
}
