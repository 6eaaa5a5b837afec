package reference

import "edged/models/graph"

// buildSpaceToDepth makes every square block of pixels one pixel, its depths side by side.
func buildSpaceToDepth(p *prep) (kernel, error) {
	if err := p.moved(); err != nil {
		return nil, err
	}
	b := int(p.op.Options.(*graph.SpaceToDepthOptions).BlockSize)
	in, out := p.in(0).Shape, p.out(0).Shape
	s := strides(in)
	return move{
		dims: []int{out[0], out[1], out[2], b, b, in[3]},
		step: []int{s[0], b * s[1], b * s[2], s[1], s[2], 1},
	}.kernel(p)
}
