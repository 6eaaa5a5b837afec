package graph

// StableHLOCustomCallOptions are the attributes of STABLEHLO_CUSTOM_CALL
// (schema.fbs, table StablehloCustomCallOptions).
type StableHLOCustomCallOptions struct {
	CallTargetName     string
	HasSideEffect      bool
	BackendConfig      string
	ApiVersion         int32
	CalledComputations []int32
	CustomAttributes   []byte
}
