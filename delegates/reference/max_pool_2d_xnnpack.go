package reference

import "edged/models/graph"

// buildMaxPool2DXNNPACK is buildMaxPool2D with XNNPACK's bounds of a fused activation on
// 8-bit tensors. Its delegate leaves windows with gaps between them to TFLite
// (CheckPoolingParams in xnnpack_delegate.cc).
func buildMaxPool2DXNNPACK(p *prep) (kernel, error) {
	o := p.op.Options.(*graph.Pool2DOptions)
	k, err := buildMaxPool2D(p)
	if err != nil || !is8bit(p.in(0).Type) || !inXNNPACK(p.in(0), p.out(0)) ||
		o.StrideH > o.FilterHeight || o.StrideW > o.FilterWidth {
		return k, err
	}
	a, err := newPool(p)
	if err != nil {
		return nil, err
	}
	lo, hi, err := xnnpackRange(o.FusedActivationFunction, p.out(0))
	if err != nil {
		return nil, err
	}
	return maxPoolInt(a, lo, hi), nil
}
