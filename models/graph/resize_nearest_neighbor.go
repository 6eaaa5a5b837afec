package graph

// ResizeNearestNeighborOptions are the attributes of RESIZE_NEAREST_NEIGHBOR
// (schema.fbs, table ResizeNearestNeighborOptions).
type ResizeNearestNeighborOptions struct {
	AlignCorners     bool
	HalfPixelCenters bool
}

func inferResizeNearestNeighbor(n *node) error { return n.resized() }
