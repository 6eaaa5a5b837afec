package reference

import (
	"fmt"
	"math"

	"edged/internal/fixedpoint"
	"edged/models/graph"
)

// softmaxBits is how many integer bits a scaled difference to the largest value has, and
// sumBits how many the sum of exponentials.
const (
	softmaxBits = 5
	sumBits     = 12
)

// softmax8 works on exponentials of the difference to the row's largest value, of which
// there are 256.
type softmax8 struct {
	in, out *value
	rows    int
	depth   int
	flip    byte       // makes a byte unsigned in the order of its type
	exp     [256]int32 // of minus the difference, no integer bits
	part    [256]int32 // the same with sumBits integer bits
	least   int        // differences above have no weight
}

func newSoftmax8(in, out *value, beta float32) (kernel, error) {
	if in.Type == graph.Int8 && out.Type == graph.Int8 {
		if o, err := affineOf(out); err != nil || o.zero != -128 || math.Abs(float64(o.scale)-1.0/256) > 0.001/256 {
			return nil, fmt.Errorf("tensor %s: an int8 softmax has scale 1/256 and zero point -128", out.Name)
		}
	}
	var s softmax8
	_, err := s.prepare(in, out, beta)
	if out.Type == graph.Int16 {
		return &softmax8To16{s}, err
	}
	return &s, err
}

// prepare tabulates exponentials. It returns what differences are multiplied with.
func (s *softmax8) prepare(in, out *value, beta float32) (fixedpoint.Multiplier, error) {
	q, err := affineOf(in)
	if err != nil {
		return fixedpoint.Multiplier{}, err
	}
	s.in, s.out = in, out
	s.rows, s.depth = rowsOf(in)
	if in.Type == graph.Int8 {
		s.flip = 0x80
	}
	real := min(float64(beta)*float64(q.scale)*(1<<(31-softmaxBits)), 1<<31-1)
	if !(real > 1) {
		return fixedpoint.Multiplier{}, fmt.Errorf("cannot scale by beta %g and input scale %g", beta, q.scale)
	}
	m, err := fixedpoint.QuantizeMultiplier(real)
	if err == nil {
		s.fill(m)
	}
	return m, err
}

// fill tabulates the exponentials (PreprocessSoftmaxScaling and CalculateInputRadius in
// quantization_util.cc).
func (s *softmax8) fill(m fixedpoint.Multiplier) {
	radius := math.Floor(float64((1<<softmaxBits)-1) * float64(1<<(31-softmaxBits)) / float64(int64(1)<<uint(m.Shift)))
	s.least = int(min(radius, 255))
	for d := 0; d <= s.least; d++ {
		s.exp[d] = fixedpoint.ExpOnNegativeValues(m.Mul(int32(-d)), softmaxBits)
		s.part[d] = fixedpoint.Rescale(s.exp[d], 0, sumBits)
	}
}

func (s *softmax8) units() int { return s.rows }

func (s *softmax8) run(lo, hi, _ int) error {
	for r := lo; r < hi; r++ {
		s.row(s.out.Data[r*s.depth:(r+1)*s.depth], s.in.Data[r*s.depth:(r+1)*s.depth])
	}
	return nil
}

// sum returns the largest value of a row, unsigned, and the sum of its exponentials.
func (s *softmax8) sum(x []byte) (top byte, sum int64) {
	for _, v := range x {
		top = max(top, v^s.flip)
	}
	for _, v := range x {
		sum += int64(s.part[top-(v^s.flip)])
	}
	return top, sum
}

func (s *softmax8) row(y, x []byte) {
	top, sum := s.sum(x)
	scale, shift := s.reciprocal(sum, 8)
	if shift < 0 || shift > 31 {
		for i, v := range x {
			y[i] = byte(s.output(v, top, scale, shift, 255)) ^ s.flip
		}
		return
	}
	// output, with what rounds numbers that are not negative.
	by, half := int64(scale), int64(1)<<uint(shift)>>1
	y = y[:len(x)]
	for i, v := range x {
		e := (by*int64(s.exp[top-(v^s.flip)]) + 1<<30) >> 31
		y[i] = byte(min((e+half)>>(shift&31), 255)) ^ s.flip
	}
}

// reciprocal returns what exponentials have to be multiplied with, and shifted by to the
// right, to become outputs of so many bits.
func (s *softmax8) reciprocal(sum int64, bits int) (scale int32, shift int) {
	scale, over := fixedpoint.Reciprocal(int32(min(sum, math.MaxInt32)), sumBits)
	return scale, over + 31 - bits
}

// output returns the output above the least one of an input.
func (s *softmax8) output(v, top byte, scale int32, shift int, most int32) int32 {
	// A shift past 31 is for rows so even and long that all is 0; TFLite aborts there.
	d := int(top - (v ^ s.flip))
	if d > s.least || shift > 31 {
		return 0
	}
	e := fixedpoint.SaturatingRoundingDoublingHighMul(scale, s.exp[d])
	return min(fixedpoint.RoundingDivideByPOT(e, shift), most)
}
