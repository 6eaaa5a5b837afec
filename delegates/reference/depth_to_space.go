package reference

import "edged/models/graph"

// buildDepthToSpace makes every pixel a square block of pixels, between which its depth is
// divided.
func buildDepthToSpace(p *prep) (kernel, error) {
	if p.in(0).Type != p.out(0).Type {
		return nil, p.noType()
	}
	b := int(p.op.Options.(*graph.DepthToSpaceOptions).BlockSize)
	in, out := p.in(0).Shape, p.out(0).Shape
	s := strides(in)
	return move{
		dims: []int{in[0], in[1], b, in[2], b, out[3]},
		step: []int{s[0], s[1], b * out[3], s[2], out[3], 1},
	}.kernel(p)
}
