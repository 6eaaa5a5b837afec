package reference

// buildImag takes the imaginary part of complex numbers.
func buildImag(p *prep) (kernel, error) {
	return parts(p, func(x complex64) float32 { return imag(x) }, func(x complex128) float64 { return imag(x) })
}
