package reference

import (
	"edged/internal/fixedpoint"
	loop "edged/internal/kernel"
)

// buildBatchMatMulXNNPACK is buildBatchMatMul with XNNPACK's rescaling of int8. Its delegate
// leaves right sides with a zero point to TFLite, whose sums round halves up.
func buildBatchMatMulXNNPACK(p *prep) (kernel, error) { return batchMatMul(p, batchOutputXNNPACK) }

func batchOutputXNNPACK(p *prep, m fixedpoint.Multiplier, count int) *loop.Output {
	x, y, out := p.in(0), p.in(1), p.out(0)
	if !inXNNPACK(x, y, out) || y.ZeroPoint() != 0 {
		return batchOutput(p, m, count).HalvesUp(count)
	}
	lo, hi := intRange(out.Type)
	scale := floatScales(x, out, fill(y.Scale(), count))
	return loop.NewFloatOutput(out.ZeroPoint(), lo, hi, make([]int32, count), scale)
}
