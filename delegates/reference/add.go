package reference

import (
	loop "edged/internal/kernel"
	"edged/models/graph"
)

// buildAdd adds element by element (TFLite's reference/add.h).
func buildAdd(p *prep) (kernel, error) {
	options := p.op.Options.(*graph.AddOptions)
	act := options.FusedActivationFunction
	if err := p.retype(p.in(1).Type); err != nil {
		return nil, err
	}
	if !p.sameTypes() {
		return nil, p.noType()
	}
	if t := p.out(0).Type; t == graph.Int16 && isQuantized(p.in(0)) {
		return newAdd16(p, act, options.PotScaleInt16, 1)
	} else if !is8bit(t) {
		return arithmetic{
			half:  true,
			op:    loop.AddF32,
			float: func(x, y float32) float32 { return x + y },
			i16:   func(x, y int16) int16 { return x + y },
			i32:   func(x, y int32) int32 { return x + y },
			i64:   func(x, y int64) int64 { return x + y },
		}.build(p, t, act)
	}
	return newAdd8(p, act, 1)
}

// addShift is how far inputs are shifted left before they are brought to one scale.
const addShift = 20

// newAdd8 brings both inputs to twice the larger of their scales, adds sign times the
// second, and rescales (Prepare in add.cc, PrepareGeneralSubOp in sub.cc).
func newAdd8(p *prep, act graph.Activation, sign int32) (kernel, error) {
	q, err := affines(p.in(0), p.in(1), p.out(0))
	if err != nil {
		return nil, err
	}
	twice := float64(2 * max(q[0].scale, q[1].scale))
	r, err := newRescale(twice/float64((1<<addShift)*q[2].scale), p.out(0), act)
	if err != nil {
		return nil, err
	}
	if err := notAbove1(r.mul, q); err != nil {
		return nil, err
	}
	x, err := scaledInput(p.in(0), twice, addShift, 1)
	if err != nil {
		return nil, err
	}
	y, err := scaledInput(p.in(1), twice, addShift, sign)
	if err != nil {
		return nil, err
	}
	return newPair8(p, loop.PairSum, x, y, r)
}
