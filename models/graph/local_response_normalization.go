package graph

// LocalResponseNormalizationOptions are the attributes of LOCAL_RESPONSE_NORMALIZATION
// (schema.fbs, table LocalResponseNormalizationOptions).
type LocalResponseNormalizationOptions struct {
	Radius int32
	Bias   float32
	Alpha  float32
	Beta   float32
}
