//go:build amd64 || arm64

package kernel

import (
	"math"

	"edged/internal/cpu"
)

// quantizeArgs are what quantizeVectors reads.
type quantizeArgs struct {
	scale, low, high float32 // low and high less the zero point
	zero             int32   // less 128 for uint8
	flip             uint32
}

// vector quantizes a multiple of eight elements, and returns how many.
func (q *Quantizer) vector(dst []byte, x []float32, f cpu.Features) int {
	n := len(x) &^ 7
	if !f.Vectors() || n == 0 {
		return 0
	}
	_ = dst[n-1]
	a := quantizeArgs{scale: q.Scale, low: float32(q.Low - q.Zero), high: float32(q.High - q.Zero), zero: q.Zero}
	if q.High > math.MaxInt8 {
		a.zero, a.flip = q.Zero-128, 0x80808080
	}
	quantizeVectors(&dst[0], &x[0], n, &a)
	return n
}

// quantizeVectors is Quantizer.Quantize for n elements, a multiple of eight.
//
//go:noescape
func quantizeVectors(dst *byte, x *float32, n int, args *quantizeArgs)
