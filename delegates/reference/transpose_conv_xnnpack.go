package reference

import "edged/models/graph"

// buildTransposeConvXNNPACK is buildTransposeConv with XNNPACK's rescaling of 8-bit
// tensors. Where its delegate leaves int8 to TFLite, eight channels at a time round
// halves up.
func buildTransposeConvXNNPACK(p *prep) (kernel, error) {
	return transposeConv(p, func(c *convolution) {
		taken := inXNNPACK(c.in, c.out) && c.filter.Type == c.in.Type && p.fixed(0, 1, 3) && filterInXNNPACK(c.filter, c.bias, 0)
		switch {
		case taken && transposedInXNNPACK(p):
			c.float = true
		case c.in.Type == graph.Int8:
			c.halvesUp = c.outC() &^ 7
		}
	})
}

// transposedInXNNPACK reports whether the delegate takes the window: a filter that is not
// smaller than the stride or, with VALID padding, not larger than the output
// (CalculateTransposeConvPaddings in xnnpack_delegate.cc).
func transposedInXNNPACK(p *prep) bool {
	o := p.op.Options.(*graph.TransposeConvOptions)
	f, in, out := p.in(1).Shape, p.in(2).Shape, p.out(0).Shape
	for i, stride := range []int{1: int(o.StrideH), 2: int(o.StrideW)} {
		switch {
		case i == 0:
		case o.Padding == graph.PaddingValid && f[i] > out[i]:
			return false
		case o.Padding == graph.PaddingSame && (f[i] < stride || in[i] != (out[i]+stride-1)/stride):
			return false
		}
	}
	return true
}
