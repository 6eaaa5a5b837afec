package graph

import "fmt"

// inferConv3DTranspose takes the output's shape, a filter [depth, height, width, out, in],
// an input [batch, depth, height, width, in] and perhaps a bias [out].
func inferConv3DTranspose(n *node) error {
	if err := n.arity(3, 4, 1); err != nil {
		return err
	}
	for i := 1; i < 3; i++ {
		if err := n.rank(i, 5, 5); err != nil {
			return err
		}
	}
	out, err := n.outputShape(5, n.shape(2)[0])
	if err != nil {
		return err
	}
	f, in := n.shape(1), n.shape(2)
	if f[3] <= 0 || f[4] <= 0 || in[4] != f[4] || out[4] != f[3] || out[0] != in[0] {
		return fmt.Errorf("filter %v does not go with input %v and output %v", f, in, out)
	}
	if err := n.biasOf(3, f[3]); err != nil {
		return err
	}
	o := n.op.Options.(*Conv3DOptions)
	for _, s := range o.slides(f) {
		if err := s.unslide(o.Padding, out, in); err != nil {
			return err
		}
	}
	n.set(0, out...)
	return nil
}
