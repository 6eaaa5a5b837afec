package reference

import "math"

// buildComplexAbs takes the magnitude of complex numbers.
func buildComplexAbs(p *prep) (kernel, error) {
	return parts(p, abs64, func(x complex128) float64 { return math.Hypot(real(x), imag(x)) })
}

// abs64 sums squares in float64, where those of float32 do not overflow.
func abs64(x complex64) float32 {
	re, im := float64(real(x)), float64(imag(x))
	if v := math.Sqrt(float64(re*re) + float64(im*im)); v == v {
		return float32(v)
	}
	return float32(math.Hypot(re, im)) // infinite if either part is
}
