package reference

// buildReal takes the real part of complex numbers.
func buildReal(p *prep) (kernel, error) {
	return parts(p, func(x complex64) float32 { return real(x) }, func(x complex128) float64 { return real(x) })
}
