package reference

import "math"

// buildAtan2 computes the angle of the vector (input 1, input 0). Both have one shape.
func buildAtan2(p *prep) (kernel, error) {
	return pairwise{
		half: true,
		f32:  atan232,
		f64:  math.Atan2,
	}.build(p)
}
