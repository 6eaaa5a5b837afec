package kernel

import "math"

// What becomes of sums while they are in registers.
const (
	inFixed = iota // both roundings of fixedpoint.Multiplier.Mul, to bytes
	inFloat        // float32, rounded to nearest even, to bytes
	inRaw          // nothing
)

// inRegisters returns the mode in which vector kernels end as the Output does, and false
// where they cannot: they know multipliers below 1/2 that round halves away from zero, and
// those in float32.
func (o *Output) inRegisters() (mode int, ok bool) {
	if o.float != nil {
		for _, s := range o.float.scale {
			if math.IsNaN(float64(s)) || math.IsInf(float64(s), 0) {
				return inRaw, false
			}
		}
		return inFloat, true
	}
	for _, c := range o.channels {
		if c.left != 0 || c.mantissa != 0 && (c.right == 0 || c.sign == 0) {
			return inRaw, false
		}
	}
	return inFixed, len(o.channels) > 0
}

// constants fills q with n biases, n multipliers and n shifts of the channels from one on,
// or as many as there are.
func (o *Output) constants(q []int32, from, n int) {
	for i := range min(n, o.count()-from) {
		if o.float != nil {
			q[i], q[n+i] = o.bias[from+i], int32(math.Float32bits(o.float.scale[from+i]))
			continue
		}
		c := o.channels[from+i]
		q[i], q[n+i], q[2*n+i] = c.bias, c.mantissa, -max(int32(c.right), 1)
	}
}

// limits are four vectors of 16 bytes: the zero point as int16, Low, High, and what is
// flipped at the end. uint8 outputs are int8 ones 128 lower until then.
func (o *Output) limits() (l [64]uint8) {
	shift := int32(0)
	if o.High > math.MaxInt8 {
		shift = 128
	}
	for i := range 16 {
		l[i] = uint8(uint16(o.ZeroPoint-shift) >> (i % 2 * 8))
		l[16+i], l[32+i], l[48+i] = uint8(o.Low-shift), uint8(o.High-shift), uint8(shift)
	}
	return l
}
