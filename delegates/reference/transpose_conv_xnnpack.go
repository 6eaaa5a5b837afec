package reference

import "edged/models/graph"

// buildTransposeConvXNNPACK is buildTransposeConv with XNNPACK's rescaling of 8-bit
// tensors. Where its delegate leaves int8 to TFLite, eight channels at a time round
// halves up.
func buildTransposeConvXNNPACK(p *prep) (kernel, error) {
	return transposeConv(p, func(c *convolution) {
		taken := inXNNPACK(c.in, c.out) && c.filter.Type == c.in.Type && p.fixed(0, 1, 3) && filterInXNNPACK(c.filter, c.bias, 0)
		switch {
		case taken:
			c.float = true
		case c.in.Type == graph.Int8:
			c.halvesUp = c.outC() &^ 7
		}
	})
}
