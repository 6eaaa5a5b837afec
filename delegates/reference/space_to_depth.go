package reference

import "edged/models/graph"

// buildSpaceToDepth makes every square block of pixels one pixel, its depths side by side.
// TFLite does not look at quantization here, nor in DEPTH_TO_SPACE.
func buildSpaceToDepth(p *prep) (kernel, error) {
	if p.in(0).Type != p.out(0).Type {
		return nil, p.noType()
	}
	b := int(p.op.Options.(*graph.SpaceToDepthOptions).BlockSize)
	in, out := p.in(0).Shape, p.out(0).Shape
	s := strides(in)
	return move{
		dims: []int{out[0], out[1], out[2], b, b, in[3]},
		step: []int{s[0], b * s[1], b * s[2], s[1], s[2], 1},
	}.kernel(p)
}
