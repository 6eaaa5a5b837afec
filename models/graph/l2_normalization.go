package graph

// L2NormOptions are the attributes of L2_NORMALIZATION
// (schema.fbs, table L2NormOptions).
type L2NormOptions struct {
	FusedActivationFunction Activation
}
