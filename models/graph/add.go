package graph

// AddOptions are the attributes of ADD
// (schema.fbs, table AddOptions).
type AddOptions struct {
	FusedActivationFunction Activation
	PotScaleInt16           bool `fb:"1"`
}
