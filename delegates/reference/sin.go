package reference

import "math"

// buildSin takes float32 and float16.
func buildSin(p *prep) (kernel, error) {
	return realNumbers(p, func(x float32) float32 { return float32(math.Sin(float64(x))) })
}
