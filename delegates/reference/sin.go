package reference

import "math"

// buildSin takes float32.
func buildSin(p *prep) (kernel, error) {
	return floats(p, func(x float32) float32 { return float32(math.Sin(float64(x))) })
}
