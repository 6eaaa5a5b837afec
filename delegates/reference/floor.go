package reference

import "math"

// buildFloor takes float32 and float16.
func buildFloor(p *prep) (kernel, error) {
	return realNumbers(p, func(x float32) float32 { return float32(math.Floor(float64(x))) })
}
