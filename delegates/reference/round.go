package reference

import "math"

// buildRound rounds halves to the even number.
func buildRound(p *prep) (kernel, error) {
	return realNumbers(p, func(x float32) float32 { return float32(math.RoundToEven(float64(x))) })
}
