package reference

import (
	"edged/internal/fixedpoint"
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
			float: func(x, y float32) float32 { return x + y },
			i16:   func(x, y int16) int16 { return x + y },
			i32:   func(x, y int32) int32 { return x + y },
			i64:   func(x, y int64) int64 { return x + y },
		}.build(p, t, act)
	}
	return newAdd8(p, act)
}

// addShift is how far inputs are shifted left before they are brought to one scale.
const addShift = 20

// add8 adds 8-bit tensors. An input brought to the common scale is a function of a byte:
// it is looked up.
type add8 struct {
	*broadcast
	x, y, out *value
	tx, ty    [256]int32
	acc       *value // a block of sums for each worker
	end       *loop.Uniform
}

// newAdd8 brings both inputs to twice the larger of their scales, adds, and rescales
// (Prepare in add.cc).
func newAdd8(p *prep, act graph.Activation) (*add8, error) {
	a := &add8{x: p.in(0), y: p.in(1), out: p.out(0)}
	q, err := affines(a.x, a.y, a.out)
	if err != nil {
		return nil, err
	}
	if a.broadcast, err = newBroadcast(a.x.Shape, a.y.Shape, a.out.Shape); err != nil {
		return nil, err
	}
	twice := float64(2 * max(q[0].scale, q[1].scale))
	r, err := newRescale(twice/float64((1<<addShift)*q[2].scale), a.out, act)
	if err != nil {
		return nil, err
	}
	if err := notAbove1(r.mul, q); err != nil {
		return nil, err
	}
	a.end = r.uniform(p)
	a.acc = p.scratchPerWorker(graph.Int32, blockElems)
	if err := addTable(&a.tx, a.x.Type, q[0], twice); err != nil {
		return nil, err
	}
	return a, addTable(&a.ty, a.y.Type, q[1], twice)
}

// addTable fills in what each byte of an input becomes on the common scale.
func addTable(t *[256]int32, d graph.DType, q affine, common float64) error {
	m, err := fixedpoint.QuantizeMultiplier(float64(q.scale) / common)
	if err != nil {
		return err
	}
	lo, hi := intRange(d)
	for v := lo; v <= hi; v++ {
		t[byte(v)] = m.Mul((v - q.zero) << addShift)
	}
	return nil
}

func (a *add8) units() int { return a.broadcast.units }

func (a *add8) run(lo, hi, worker int) error {
	acc := view[int32](a.acc)[worker*blockElems:][:blockElems]
	for u := lo; u < hi; u++ {
		s := a.at(u)
		sums := acc[:s.n]
		switch {
		case a.ia == 1 && a.ib == 1:
			x, y := a.x.Data[s.a:][:s.n], a.y.Data[s.b:][:s.n]
			for k := range sums {
				sums[k] = a.tx[x[k]] + a.ty[y[k]]
			}
		default:
			i, j := s.a, s.b
			for k := range sums {
				sums[k] = a.tx[a.x.Data[i]] + a.ty[a.y.Data[j]]
				i, j = i+a.ia, j+a.ib
			}
		}
		a.end.Store(a.out.Data[s.out:s.out+s.n], sums)
	}
	return nil
}
