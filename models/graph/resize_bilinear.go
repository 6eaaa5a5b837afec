package graph

// ResizeBilinearOptions are the attributes of RESIZE_BILINEAR
// (schema.fbs, table ResizeBilinearOptions).
type ResizeBilinearOptions struct {
	_                struct{}
	_                struct{}
	AlignCorners     bool
	HalfPixelCenters bool
}
