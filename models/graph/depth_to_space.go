package graph

// DepthToSpaceOptions are the attributes of DEPTH_TO_SPACE
// (schema.fbs, table DepthToSpaceOptions).
type DepthToSpaceOptions struct {
	BlockSize int32
}
