package reference

import (
	"edged/internal/fixedpoint"
	loop "edged/internal/kernel"
)

// buildBatchMatMulXNNPACK is buildBatchMatMul with XNNPACK's rescaling of int8 and
// quantization of float32. Its delegate leaves int8 right sides with a zero point to
// TFLite, which runs them on its reference kernel.
func buildBatchMatMulXNNPACK(p *prep) (kernel, error) {
	return batchMatMul(p, batchMultiplier{batchOutputXNNPACK, batchMatMulHybridXNNPACK})
}

func batchMatMulHybridXNNPACK(p *prep, s matmulShape, symmetric bool) (kernel, error) {
	y := p.in(1)
	axis := y.channelAxis(s.adjY)
	if !allNormal(y, axis) {
		return batchMatMulHybrid(p, s, symmetric)
	}
	scales, err := filterScales(y, axis, s.n)
	if err != nil {
		return nil, err
	}
	if _, err := filterZero(y, true); err != nil {
		return nil, err
	}
	return hybridMatmul(p, s, false, quantizeXNNPACKDynamic, scales, func(batch int) int {
		x, _ := s.at(batch)
		return x * s.m
	}), nil
}

func batchOutputXNNPACK(p *prep, m fixedpoint.Multiplier, count int) *loop.Output {
	x, y, out := p.in(0), p.in(1), p.out(0)
	if !inXNNPACK(x, y, out) || y.ZeroPoint() != 0 {
		return batchOutput(p, m, count)
	}
	lo, hi := intRange(out.Type)
	scale := floatScales(x, out, fill(y.Scale(), count))
	return loop.NewFloatOutput(out.ZeroPoint(), lo, hi, make([]int32, count), scale)
}
