package reference

import (
	"math"

	"edged/models/graph"
)

// buildLeakyReluXNNPACK is buildLeakyRelu with XNNPACK's multipliers of 8 bits of fraction
// on 8-bit tensors, halves up (the qs8-vlrelu kernels). Its delegate leaves extreme ratios
// of scales to TFLite.
func buildLeakyReluXNNPACK(p *prep) (kernel, error) {
	k, err := buildLeakyRelu(p)
	in, out := p.in(0), p.out(0)
	if err != nil || in.Type != out.Type || !inXNNPACK(in, out) {
		return k, err
	}
	alpha := p.op.Options.(*graph.LeakyReluOptions).Alpha
	positive := in.Scale() / out.Scale()
	negative := float32(positive * alpha)
	if !convertible(positive) || abs32(alpha) < smallestNormal || !(negative >= -127.99609375 && negative <= 128 && abs32(negative) >= 1./256) {
		return k, nil
	}
	up, down := int32(roundEven(256*positive)), int32(roundEven(256*negative))
	zx, zy := in.ZeroPoint(), out.ZeroPoint()
	return newTable8(in, out, func(v int32) (int32, error) {
		factor := up
		if v < zx {
			factor = down
		}
		return ((v-zx)*factor+128)>>8 + zy, nil
	}).kernel(p), nil
}

func abs32(x float32) float32 { return float32(math.Abs(float64(x))) }
