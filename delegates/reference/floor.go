package reference

import "math"

// buildFloor takes float32.
func buildFloor(p *prep) (kernel, error) {
	return floats(p, func(x float32) float32 { return float32(math.Floor(float64(x))) })
}
