package kernel

import (
	"math"

	"edged/internal/cpu"
)

// Quantizer turns float32 into bytes: it divides by Scale, rounds halves away from zero,
// adds Zero and clamps to [Low, High], which says whether bytes are int8 or uint8. Not a
// number becomes Zero.
type Quantizer struct {
	Scale           float32
	Zero, Low, High int32
}

// belowHalf is the largest float32 below 1/2. Adding it and dropping the fraction rounds
// to nearest: adding 1/2 would take the number below 1/2 to 1.
const belowHalf = 0.5 - 1./(1<<25)

// Quantize sets dst[i] to what becomes of x[i].
func (q *Quantizer) Quantize(dst []byte, x []float32, f cpu.Features) {
	lo, hi := float32(q.Low-q.Zero), float32(q.High-q.Zero)
	n := q.vector(dst, x, f)
	dst, x = dst[n:len(x)], x[n:]
	for i, v := range x {
		v /= q.Scale
		if v != v {
			v = 0
		}
		v = min(max(v, lo), hi)
		v += math.Float32frombits(math.Float32bits(belowHalf) | math.Float32bits(v)&(1<<31))
		dst[i] = byte(int32(v) + q.Zero)
	}
}
