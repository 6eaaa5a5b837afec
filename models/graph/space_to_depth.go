package graph

// SpaceToDepthOptions are the attributes of SPACE_TO_DEPTH
// (schema.fbs, table SpaceToDepthOptions).
type SpaceToDepthOptions struct {
	BlockSize int32
}
