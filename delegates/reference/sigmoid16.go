package reference

import (
	"fmt"
	"math"
)

// sigmoidTable returns the table that LOGISTIC and TANH of int16 interpolate: 1/(1+exp(-x))
// in units of 2^-16 for each x of i/24, plus half of what a straight line to the next
// misses in its middle, which halves the largest error. The last is the limit.
func sigmoidTable() *[256]uint16 {
	f := func(i float64) float64 { return (1 << 16) / (1 + math.Exp(-i/24)) }
	var t [256]uint16
	for i := range t {
		x := float64(i)
		t[i] = uint16(math.Round(f(x) + (f(x+0.5)-(f(x)+f(x+1))/2)/2))
	}
	t[255] = math.MaxUint16
	return &t
}

// sigmoidInput brings an int16 to the scale 1/(3*4096) (TanhPrepare and SigmoidPrepare in
// activations.cc): x*multiplier, shifted to the right and rounded.
type sigmoidInput struct {
	multiplier int32
	shift      uint
}

// newSigmoidInput checks the quantization of both tensors. Input scales that are powers
// of two, at most 2^most times 1/4096, are scaled exactly.
func newSigmoidInput(p *prep, most int) (*sigmoidInput, error) {
	in, out := p.in(0), p.out(0)
	q, err := affines(in, out)
	if err != nil {
		return nil, err
	}
	if err := unshifted(in, out); err != nil {
		return nil, err
	}
	if log, all := powersOfTwo(q[1:]); !all || log[0] != -15 {
		return nil, fmt.Errorf("output scale is %g, wants 1/32768", q[1].scale)
	}
	if log, all := powersOfTwo(q[:1]); all && log[0] >= -12 && log[0] <= most-12 {
		return &sigmoidInput{multiplier: 3 << uint(log[0]+12)}, nil
	}
	m := float64(q[0].scale) * 4096 * 3
	var s sigmoidInput
	for m <= math.MaxInt16/2. && s.shift <= 30 {
		m *= 2
		s.shift++
	}
	if m > math.MaxInt16 || s.shift > 30 {
		return nil, fmt.Errorf("cannot take an input scale of %g", q[0].scale)
	}
	s.multiplier = int32(m)
	return &s, nil
}

// at returns the scaled input and its magnitude.
func (s *sigmoidInput) at(x int16) (scaled int32, size uint32) {
	v := int32(x) * s.multiplier
	if s.shift > 0 {
		v = (v + 1<<(s.shift-1)) >> s.shift
	}
	return v, uint32(max(v, -v))
}

// logistic16 is Logistic in integer_ops/logistic.h.
func logistic16(p *prep) (kernel, error) {
	s, err := newSigmoidInput(p, 0)
	if err != nil {
		return nil, err
	}
	t := sigmoidTable()
	return unary(p, func(x int16) int16 {
		v, size := s.at(x)
		y := uint32(math.MaxInt16) << 10
		if i := size >> 9; i < 255 {
			y = uint32(t[i])<<9 + size&0x1ff*uint32(t[i+1]-t[i])
		}
		if v >= 0 {
			y += 1 << 9
		} else {
			y = 1<<25 - y + 1<<9 - 1
		}
		return int16(y >> 10)
	}), nil
}

// tanh16 is Tanh in integer_ops/tanh.h: tanh(x) = 2/(1+exp(-2x)) - 1.
func tanh16(p *prep) (kernel, error) {
	s, err := newSigmoidInput(p, 1)
	if err != nil {
		return nil, err
	}
	t := sigmoidTable()
	return unary(p, func(x int16) int16 {
		v, size := s.at(x)
		y := int32(math.MaxUint16) << 8
		if i := size >> 8; i < 255 {
			y = int32(t[i])<<8 + int32(size&0xff)*int32(t[i+1]-t[i])
		}
		y -= 1 << 23
		if v >= 0 {
			y += 1 << 7
		} else {
			y = -y + 1<<7 - 1
		}
		return int16(y >> 8)
	}), nil
}
