package reference

import (
	"fmt"
	"math"

	"edged/internal/fixedpoint"
	"edged/models/graph"
)

// buildLogSoftmax computes the logarithm of SOFTMAX along the last dimension (TFLite's
// reference/log_softmax.h). Its unit is a row.
func buildLogSoftmax(p *prep) (kernel, error) {
	in, out := p.in(0), p.out(0)
	switch {
	case in.Type != out.Type:
		return nil, p.noType()
	case in.Type == graph.Float32:
		return softmaxRows(in, out, logSoftmaxRow)
	case is8bit(in.Type):
		return newLogSoftmax8(in, out)
	}
	return nil, p.noType()
}

func logSoftmaxRow(y, x []float32) {
	top := float32(-math.MaxFloat32)
	for _, v := range x {
		top = max(top, v)
	}
	var sum float32
	for _, v := range x {
		sum += exp32(v - top)
	}
	log := log32(sum)
	for i, v := range x {
		y[i] = v - top - log
	}
}

// logBits is how many integer bits the output has, whose scale is 1/16.
const logBits = 4

// logSoftmax8 adds up exponentials as SOFTMAX does.
type logSoftmax8 struct {
	softmax8
	diff    [256]int32 // minus the difference to the largest value, softmaxBits integer bits
	inverse fixedpoint.Multiplier
}

func newLogSoftmax8(in, out *value) (kernel, error) {
	q, err := affineOf(out)
	if err != nil {
		return nil, err
	}
	if _, hi := intRange(out.Type); q.scale != 1./16 || q.zero != hi {
		return nil, fmt.Errorf("tensor %s has scale %g and zero point %d, wants 1/16 and %d", out.Name, q.scale, q.zero, hi)
	}
	var l logSoftmax8
	m, err := l.prepare(in, out, 1)
	if err != nil {
		return nil, err
	}
	for d := 0; d <= l.least; d++ {
		l.diff[d] = m.Mul(int32(-d))
	}
	// What brings a scaled difference back (PreprocessLogSoftmaxScalingExp).
	l.inverse, err = fixedpoint.QuantizeMultiplier(math.Ldexp(1, 31-m.Shift) / float64(m.Mantissa))
	return &l, err
}

func (l *logSoftmax8) run(lo, hi, _ int) error {
	for r := lo; r < hi; r++ {
		l.row(l.out.Data[r*l.depth:(r+1)*l.depth], l.in.Data[r*l.depth:(r+1)*l.depth])
	}
	return nil
}

func (l *logSoftmax8) row(y, x []byte) {
	top, sum := l.sum(x)
	log := fixedpoint.Log(int32(min(sum, math.MaxInt32)), sumBits, softmaxBits)
	least := max(int32(-l.least-1), l.inverse.Mul(log+math.MinInt32))
	for i, v := range x {
		y[i] = l.flip
		if d := int(top - (v ^ l.flip)); int32(-d) > least {
			z := fixedpoint.RoundingDivideByPOT(l.diff[d]-log, 31-softmaxBits-logBits) + 255
			y[i] = byte(min(max(z, 0), 255)) ^ l.flip
		}
	}
}
