package graph

import "fmt"

// ResizeBilinearOptions are the attributes of RESIZE_BILINEAR
// (schema.fbs, table ResizeBilinearOptions).
type ResizeBilinearOptions struct {
	_                struct{}
	_                struct{}
	AlignCorners     bool
	HalfPixelCenters bool
}

func inferResizeBilinear(n *node) error {
	if o := n.op.Options.(*ResizeBilinearOptions); o.AlignCorners && o.HalfPixelCenters {
		return fmt.Errorf("align_corners and half_pixel_centers exclude each other")
	}
	return n.resized()
}

// resized sets output 0 to the NHWC input 0 with the height and width in constant input 1.
func (n *node) resized() error {
	if err := n.arity(2, 2, 1); err != nil {
		return err
	}
	if err := n.rank(0, 4, 4); err != nil {
		return err
	}
	size, err := n.ints(1)
	if err != nil {
		return err
	}
	if len(size) != 2 || len(n.shape(1)) != 1 || n.in(1).Type != Int32 {
		return fmt.Errorf("size is %v of shape %v, wants int32 of shape [2]", n.in(1).Type, n.shape(1))
	}
	in := n.shape(0)
	if size[0] <= 0 || size[1] <= 0 || in[1] == 0 || in[2] == 0 {
		return fmt.Errorf("cannot resize shape %v to %v", in, size)
	}
	n.set(0, in[0], size[0], size[1], in[3])
	return nil
}
