package reference

import "edged/models/graph"

// newHybridXNNPACK is newHybrid with XNNPACK's quantization of the images. A convolution
// of one cell is a fully connected operator there, whose every pixel is quantized by
// itself (subgraph/convolution-2d.c). Its delegate leaves those without a bias to TFLite.
func newHybridXNNPACK(p *prep, s spatial, f *value, groups int, symmetric bool, a graph.Activation) (kernel, error) {
	if p.in(1).Type != graph.Int8 || p.in(2) == nil || !allNormal(p.in(1), 0) {
		return newHybrid(p, s, f, groups, symmetric, a)
	}
	if s.pointwise() && groups == 1 && s.inC+f.Shape[0] > 2 {
		s.batch *= s.inH * s.inW
		s.inH, s.inW, s.outH, s.outW = 1, 1, 1, 1
	}
	return newHybridOf(p, s, f, groups, a, quantizeXNNPACKDynamic)
}

// quantizeXNNPACKDynamic is xnn_qd8_asymmetric_quantization_params (quantization.h) and
// the conversion by it.
func quantizeXNNPACKDynamic(dst []int8, src []float32) (scale float32, zero int32) {
	lo, hi := extremes(src)
	factor := float32(1)
	if lo != hi {
		factor = 255 / (hi - lo)
	}
	down, up := float32(lo*factor), float32(hi*factor)
	z := 127 - up
	if (-128+down)+(127+up) > 0 {
		z = -128 - down
	}
	zero = int32(roundEven(min(max(z, -128), 127)))
	for i, v := range src {
		q := min(max(saturate32(roundEven(float32(v*factor))), -1<<16), 1<<16) + zero
		dst[i] = int8(min(max(q, -128), 127))
	}
	return 1 / factor, zero
}
