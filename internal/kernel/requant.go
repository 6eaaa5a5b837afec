package kernel

import (
	"math"

	"edged/internal/fixedpoint"
)

// Output maps int32 sums to bytes: it adds a bias, multiplies by a real number, adds the
// output's zero point and clamps. Bytes hold int8 or uint8 as Low and High say.
type Output struct {
	ZeroPoint, Low, High int32
	channels             []channel
	left                 bool // some channel shifts to the left
	real                 []float64
	float                *floating
	bias                 []int32
	vector               *storer // once For has been called
}

// channel is a bias and a multiplier, laid out for the loops below.
type channel struct {
	bias, mantissa int32
	half, sign     int32 // sign masks the correction that rounds halves away from zero
	right, left    uint8
}

// NewOutput makes an Output that rounds twice, as fixedpoint.Multiplier.Mul does. bias and
// scale have one entry for each channel.
func NewOutput(zeroPoint, low, high int32, bias []int32, scale []fixedpoint.Multiplier) *Output {
	o := &Output{ZeroPoint: zeroPoint, Low: low, High: high, channels: make([]channel, len(bias))}
	for i, m := range scale {
		c := channel{bias: bias[i], mantissa: m.Mantissa}
		if m.Shift < 0 {
			c.right, c.sign, c.half = uint8(-m.Shift), -1, 1<<uint(-m.Shift-1)
		} else if m.Shift > 0 {
			c.left, o.left = uint8(m.Shift), true
		}
		o.channels[i] = c
	}
	return o
}

// NewRealOutput makes an Output that multiplies in float64 and rounds once, halves away
// from zero, as TFLite's reference FULLY_CONNECTED does.
func NewRealOutput(zeroPoint, low, high int32, bias []int32, scale []float64) *Output {
	return &Output{ZeroPoint: zeroPoint, Low: low, High: high, bias: bias, real: scale}
}

// Store writes what becomes of acc, a sum for each channel, to dst. add is added to every
// sum first. acc may be longer than there are channels.
func (o *Output) Store(dst []byte, acc []int32, add int32) {
	switch {
	case o.float != nil:
		o.storeFloat(dst, acc, add)
	case o.real != nil:
		o.storeReal(dst, acc, add)
	case o.left:
		for i := range o.channels {
			c := &o.channels[i]
			dst[i] = o.clamp(c.scale((acc[i] + add + c.bias) << (c.left & 31)))
		}
	default:
		o.store(dst, acc, add)
	}
}

// StoreRows is Store for n rows of sums: those of row i start at acc[i*accStride], go to
// dst[i*stride] and following, and have add[i] added, or nothing where add is nil.
func (o *Output) StoreRows(dst []byte, stride int, acc []int32, accStride, n int, add []int32) {
	if o.storeRows(dst, stride, acc, accStride, n, add) {
		return
	}
	count := o.count()
	for i := range n {
		var a int32
		if add != nil {
			a = add[i]
		}
		o.Store(dst[i*stride:i*stride+count], acc[i*accStride:i*accStride+count], a)
	}
}

// count is the number of channels.
func (o *Output) count() int { return max(len(o.channels), len(o.bias)) }

// scale is both roundings of fixedpoint.Multiplier.Mul in 64 bits.
func (c *channel) scale(x int32) int64 {
	n := (int64(x)*int64(c.mantissa) + 1<<30) >> 31
	return (n + int64(c.half) + n>>63&int64(c.sign)) >> (c.right & 31)
}

func (o *Output) clamp(y int64) byte {
	return byte(min(max(int32(y)+o.ZeroPoint, o.Low), o.High))
}

func (o *Output) store(dst []byte, acc []int32, add int32) {
	q := o.channels
	dst, acc = dst[:len(q)], acc[:len(q)]
	zero, low, high := o.ZeroPoint, o.Low, o.High
	for i := range q {
		c := &q[i]
		dst[i] = byte(min(max(int32(c.scale(acc[i]+add+c.bias))+zero, low), high))
	}
}

func (o *Output) storeReal(dst []byte, acc []int32, add int32) {
	for i, s := range o.real {
		y := math.Round(float64(acc[i]+add+o.bias[i]) * s)
		y = min(max(y+float64(o.ZeroPoint), float64(o.Low)), float64(o.High))
		dst[i] = byte(int32(y))
	}
}
