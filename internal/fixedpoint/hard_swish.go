package fixedpoint

import (
	"fmt"
	"math"
)

// HardSwish computes x * min(max(x+3, 0), 6) / 6 on 8-bit quantized numbers in int16
// arithmetic (TFLite's reference/hard_swish.h and HardSwishPrepare in activations.cc).
type HardSwish struct {
	out, relu           int16 // mantissas: input to output, input to a scale on which 3 is 1
	outShift, reluShift int
}

// NewHardSwish takes the scales of input and output, both positive. It fails where
// TFLite does, for an output scale much smaller than the input's.
func NewHardSwish(in, out float32) (*HardSwish, error) {
	fine := float32(1.0/128) * in
	var h HardSwish
	o, err := QuantizeMultiplier(float64(fine / out))
	if err != nil {
		return nil, err
	}
	if o.Shift > 0 {
		return nil, fmt.Errorf("output scale %g is too small for an input scale of %g", out, in)
	}
	r, err := QuantizeMultiplier(float64(fine / float32(3.0/32768)))
	if err != nil {
		return nil, err
	}
	h.out, h.outShift = mantissa16(o.Mantissa), o.Shift
	h.relu, h.reluShift = mantissa16(r.Mantissa), r.Shift
	return &h, nil
}

// mantissa16 rounds a mantissa to 16 bits.
func mantissa16(m int32) int16 { return int16(min((int64(m)+1<<15)>>16, math.MaxInt16)) }

// Apply returns the function of an input less its zero point, to which the output's has
// to be added. |x| is below 256.
func (h *HardSwish) Apply(x int32) int32 {
	fine := int16(x << 7)
	y := mul16(fine, h.out)
	r := fine
	if h.reluShift > 0 {
		r = shift16wide(r, h.reluShift-1)
	}
	r = mul16(r, h.relu)
	if h.reluShift > 0 {
		r = shift16wide(r, 1)
	}
	if h.reluShift < 0 {
		r = divideByPOT16(r, -h.reluShift)
	}
	r = int16((int32(r) + 1<<15) >> 1)
	// Not rounded: towards zero, which cancels the bias of the roundings above.
	return int32(divideByPOT16(int16(int32(r)*int32(y)/(1<<15)), -h.outShift))
}

// shift16wide shifts to the left by up to 30 and saturates.
func shift16wide(x int16, exponent int) int16 {
	return int16(max(min(int64(x)<<uint(exponent), math.MaxInt16), math.MinInt16))
}

// divideByPOT16 is RoundingDivideByPOT on int16. Its mask has 16 bits: dividing by 2^16
// and more does not give 0 but 1 or -1, as in gemmlowp.
func divideByPOT16(x int16, exponent int) int16 {
	mask := int16(int64(1)<<uint(exponent) - 1)
	threshold := mask >> 1
	if x < 0 {
		threshold++
	}
	y := x >> uint(exponent)
	if x&mask > threshold {
		y++
	}
	return y
}
