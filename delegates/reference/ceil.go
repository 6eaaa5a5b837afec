package reference

import "math"

// buildCeil takes float32.
func buildCeil(p *prep) (kernel, error) {
	return floats(p, func(x float32) float32 { return float32(math.Ceil(float64(x))) })
}
