package reference

import "math"

// buildComplexAbs takes the magnitude of complex numbers.
func buildComplexAbs(p *prep) (kernel, error) {
	return parts(p,
		func(x complex64) float32 { return float32(math.Hypot(float64(real(x)), float64(imag(x)))) },
		func(x complex128) float64 { return math.Hypot(real(x), imag(x)) })
}
