package reference

import (
	"fmt"
	"math"
	"math/bits"

	"edged/internal/fixedpoint"
)

// softmax8To16 is softmax8 with outputs of int16, the least of which is 0 probability.
type softmax8To16 struct{ softmax8 }

func (s *softmax8To16) run(lo, hi, _ int) error {
	for r := lo; r < hi; r++ {
		x, y := s.in.Data[r*s.depth:(r+1)*s.depth], view[int16](s.out)[r*s.depth:(r+1)*s.depth]
		top, sum := s.sum(x)
		scale, shift := s.reciprocal(sum, 16)
		for i, v := range x {
			y[i] = int16(s.output(v, top, scale, shift, math.MaxUint16) + math.MinInt16)
		}
	}
	return nil
}

// softmax16 interpolates exp(x) for x in [-10, 0] and 1/(1+x) for x in [0, 1] (TFLite's
// SoftmaxInt16, reference/softmax.h).
type softmax16 struct {
	in, out      *value
	rows, depth  int
	scale        fixedpoint.Multiplier // of a difference, so that -65535 becomes -10
	exp, inverse *table16
}

func newSoftmax16(in, out *value, beta float32) (kernel, error) {
	q, err := affines(in, out)
	if err != nil {
		return nil, err
	}
	if err := unshifted(in, out); err != nil {
		return nil, err
	}
	if math.Abs(float64(q[1].scale)-1./32768) > 0.001/32768 {
		return nil, fmt.Errorf("tensor %s has scale %g, an int16 softmax has 1/32768", out.Name, q[1].scale)
	}
	s := &softmax16{in: in, out: out}
	s.rows, s.depth = rowsOf(in)
	if s.depth > math.MaxUint16 {
		return nil, fmt.Errorf("its rows of %d elements are longer than a sum can hold", s.depth)
	}
	const most = math.MaxUint16
	if s.scale, err = fixedpoint.QuantizeMultiplier(float64(q[0].scale*beta) / (10. / most)); err != nil {
		return nil, err
	}
	s.exp = newTable16(10./most, math.MaxInt16, 2./most, 0, math.Exp)
	s.inverse = newTable16(1./most, math.MinInt16, 2./most, 0, func(x float64) float64 { return 1 / (1 + x) })
	return s, nil
}

func (s *softmax16) units() int { return s.rows }

func (s *softmax16) run(lo, hi, _ int) error {
	x, y := view[int16](s.in), view[int16](s.out)
	for r := lo; r < hi; r++ {
		s.row(y[r*s.depth:(r+1)*s.depth], x[r*s.depth:(r+1)*s.depth])
	}
	return nil
}

func (s *softmax16) row(y, x []int16) {
	top := int16(math.MinInt16)
	for _, v := range x {
		top = max(top, v)
	}
	var sum int32
	for i, v := range x {
		d := s.scale.Mul(int32(v)-int32(top)) + math.MaxInt16
		y[i] = s.exp.at(int16(min(max(d, math.MinInt16), math.MaxInt16)))
		sum += int32(y[i])
	}
	// The sum is 1 + a fraction of 16 bits, times a power of two.
	zeros := bits.LeadingZeros32(uint32(sum))
	fraction := (int64(sum)<<uint(zeros-1)+1<<13)>>14 - (1<<15 + 1<<16)
	scale := int64(s.inverse.at(int16(min(max(fraction, math.MinInt16), math.MaxInt16))))
	shift := uint(31 - zeros)
	for i, v := range y {
		p := (int64(v)*scale + 1<<(shift-1)) >> shift
		y[i] = int16(min(max(p, 0), math.MaxInt16))
	}
}
