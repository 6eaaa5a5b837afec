package graph

// UnpackOptions are the attributes of UNPACK
// (schema.fbs, table UnpackOptions).
type UnpackOptions struct {
	Num  int32
	Axis int32
}
