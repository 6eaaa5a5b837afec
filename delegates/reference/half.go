package reference

import "math"

// float16 is an IEEE 754 binary16 number.
type float16 uint16

// maxFloat16 is the greatest number of half precision.
const maxFloat16 = 65504

// onHalves makes a function of half-precision numbers of one of floats.
func onHalves(f func(float32) float32) func(float16) float16 {
	return func(x float16) float16 { return float16Of(f(x.float())) }
}

// onHalfPairs makes a function of half-precision numbers of one of floats.
func onHalfPairs(f func(x, y float32) float32) func(x, y float16) float16 {
	return func(x, y float16) float16 { return float16Of(f(x.float(), y.float())) }
}

// float returns its value.
func (h float16) float() float32 { return half(uint16(h)) }

// float16Of rounds to the nearest number, halves to even; what is not a number becomes
// the quiet one.
func float16Of(x float32) float16 {
	b := math.Float32bits(x)
	sign := float16(b >> 16 & 0x8000)
	switch b &= 1<<31 - 1; {
	case b > 255<<23:
		return sign | 0x7e00
	case b >= 0x477ff000: // rounds to 65536
		return sign | 0x7c00
	case b < 113<<23: // smaller than 2^-14: in units of 2^-24
		return sign | float16(math.RoundToEven(float64(math.Float32frombits(b))*(1<<24)))
	}
	b += 0xfff + b>>13&1
	return sign | float16(b>>13-(127-15)<<10)
}
