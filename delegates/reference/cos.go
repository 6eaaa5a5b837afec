package reference

import "math"

// buildCos takes float32 and float16.
func buildCos(p *prep) (kernel, error) {
	return realNumbers(p, func(x float32) float32 { return float32(math.Cos(float64(x))) })
}
