package graph

// LocalResponseNormalizationOptions are the attributes of LOCAL_RESPONSE_NORMALIZATION
// (schema.fbs, table LocalResponseNormalizationOptions).
type LocalResponseNormalizationOptions struct {
	Radius int32
	Bias   float32
	Alpha  float32
	Beta   float32
}

// inferLocalResponseNormalization takes an input [batch, height, width, channels].
func inferLocalResponseNormalization(n *node) error {
	if err := sameShape(n); err != nil {
		return err
	}
	return n.rank(0, 4, 4)
}
