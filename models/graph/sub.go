package graph

// SubOptions are the attributes of SUB
// (schema.fbs, table SubOptions).
type SubOptions struct {
	FusedActivationFunction Activation
	PotScaleInt16           bool `fb:"1"`
}
