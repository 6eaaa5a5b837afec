package reference

import (
	"math"

	"edged/models/graph"
)

// The least and the first too large ratio of an input's scale to the output's for which
// the delegate takes an addition.
const (
	leastAddRatio = 1. / 1024
	largeAddRatio = 256
)

// buildAddXNNPACK is buildAdd with XNNPACK's addition of 8-bit tensors.
func buildAddXNNPACK(p *prep) (kernel, error) {
	if !addInXNNPACK(p) {
		return buildAdd(p)
	}
	return newAdd8XNNPACK(p, p.op.Options.(*graph.AddOptions).FusedActivationFunction, 1)
}

// buildSubXNNPACK is buildSub with XNNPACK's subtraction of 8-bit tensors: an addition
// whose second scale is negative.
func buildSubXNNPACK(p *prep) (kernel, error) {
	if !addInXNNPACK(p) {
		return buildSub(p)
	}
	return newAdd8XNNPACK(p, p.op.Options.(*graph.SubOptions).FusedActivationFunction, -1)
}

func addInXNNPACK(p *prep) bool {
	x, y, out := p.in(0), p.in(1), p.out(0)
	return p.sameTypes() && inXNNPACK(x, y, out) &&
		ratioIn(x.Scale(), out.Scale(), leastAddRatio, largeAddRatio) &&
		ratioIn(y.Scale(), out.Scale(), leastAddRatio, largeAddRatio)
}

// add8XNNPACK adds 8-bit tensors in fixed point: inputs times integers of 21 bits, their
// sum shifted right, halves up (xnn_init_qs8_add_minmax_scalar_params in
// microparams-init.c, xnn_qs8_quantize_add in requantization.h).
type add8XNNPACK struct {
	*broadcast
	x, y, out *value
	tx, ty    [256]int32 // what each byte adds; half a unit of the output is in tx
	shift     uint
	zero      int32
	lo, hi    int32
}

// newAdd8XNNPACK adds sign times the second input.
func newAdd8XNNPACK(p *prep, act graph.Activation, sign int32) (kernel, error) {
	a := &add8XNNPACK{x: p.in(0), y: p.in(1), out: p.out(0), zero: p.out(0).ZeroPoint()}
	q, err := affines(a.x, a.y, a.out)
	if err != nil {
		return nil, err
	}
	if a.broadcast, err = newBroadcast(a.x.Shape, a.y.Shape, a.out.Shape); err != nil {
		return nil, err
	}
	if a.lo, a.hi, err = xnnpackRange(act, a.out); err != nil {
		return nil, err
	}
	rx, ry := q[0].scale/q[2].scale, q[1].scale/q[2].scale
	_, exponent := math.Frexp(float64(max(rx, ry)))
	a.shift = uint(21 - exponent)
	tabulate(&a.tx, a.x.Type, addFactor(rx, a.shift), q[0].zero, 1<<(a.shift-1))
	tabulate(&a.ty, a.y.Type, sign*addFactor(ry, a.shift), q[1].zero, 0)
	return a, nil
}

// addFactor is a ratio of scales as an integer, shift bits of it a fraction.
func addFactor(ratio float32, shift uint) int32 {
	return int32(math.RoundToEven(math.Ldexp(float64(ratio), int(shift))))
}

// tabulate fills in plus + factor*(q-zero) for each value q of an 8-bit type.
func tabulate(t *[256]int32, d graph.DType, factor, zero, plus int32) {
	lo, hi := intRange(d)
	for q := lo; q <= hi; q++ {
		t[byte(q)] = plus + factor*(q-zero)
	}
}

func (a *add8XNNPACK) units() int { return a.broadcast.units }

func (a *add8XNNPACK) run(lo, hi, _ int) error {
	for u := lo; u < hi; u++ {
		s := a.at(u)
		row := a.out.Data[s.out : s.out+s.n]
		i, j := s.a, s.b
		for k := range row {
			sum := (a.tx[a.x.Data[i]] + a.ty[a.y.Data[j]]) >> (a.shift & 31)
			row[k] = byte(min(max(sum+a.zero, a.lo), a.hi))
			i, j = i+a.ia, j+a.ib
		}
	}
	return nil
}
