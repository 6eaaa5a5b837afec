package graph

import "fmt"

// inferRFFT2D is the rule of RFFT2D: the last two dimensions become those of the transform
// that input 1 asks for, the last one only up to the Nyquist frequency.
func inferRFFT2D(n *node) error {
	if err := n.arity(2, 2, 1); err != nil {
		return err
	}
	in := n.shape(0)
	if len(in) < 2 {
		return fmt.Errorf("input 0 has rank %d, wants at least 2", len(in))
	}
	if n.in(1).Type != Int32 {
		return fmt.Errorf("input 1 is %v, wants int32", n.in(1).Type)
	}
	length, err := n.ints(1)
	if err != nil {
		return err
	}
	if len(length) != 2 {
		return fmt.Errorf("input 1 has %d elements, wants 2", len(length))
	}
	for _, l := range length {
		if l <= 0 || l&(l-1) != 0 {
			return fmt.Errorf("a transform of %dx%d: both lengths have to be powers of two", length[0], length[1])
		}
	}
	out := append([]int(nil), in...)
	out[len(out)-2], out[len(out)-1] = length[0], length[1]/2+1
	n.set(0, out...)
	return nil
}
