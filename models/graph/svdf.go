package graph

// SVDFOptions are the attributes of SVDF
// (schema.fbs, table SVDFOptions).
type SVDFOptions struct {
	Rank                     int32
	FusedActivationFunction  Activation
	AsymmetricQuantizeInputs bool
}
