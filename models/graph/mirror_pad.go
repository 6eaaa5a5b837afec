package graph

// MirrorPadOptions are the attributes of MIRROR_PAD
// (schema.fbs, table MirrorPadOptions).
type MirrorPadOptions struct {
	Mode int8
}
