package kernel

import (
	"edged/internal/cpu"
	"edged/internal/fixedpoint"
)

// Uniform maps int32 to bytes as an Output does, all with one multiplier and no bias.
type Uniform struct{ output *Output }

// NewUniform makes a Uniform that rounds twice, as fixedpoint.Multiplier.Mul does.
func NewUniform(zeroPoint, low, high int32, scale fixedpoint.Multiplier, f cpu.Features) *Uniform {
	scales := make([]fixedpoint.Multiplier, 8)
	for i := range scales {
		scales[i] = scale
	}
	return &Uniform{NewOutput(zeroPoint, low, high, make([]int32, len(scales)), scales).For(f)}
}

// Store sets dst[i] to what becomes of x[i].
func (u *Uniform) Store(dst []byte, x []int32) {
	o := u.output
	n := o.uniform(dst, x)
	dst, x = dst[n:], x[n:len(dst)]
	c := &o.channels[0]
	for i, v := range x {
		dst[i] = o.clamp(c.scale(v << (c.left & 31)))
	}
}
