package reference

import "edged/models/graph"

// table8 is a function of 8 bits: the value of each of the 256 bytes, and those it is
// not defined for.
type table8 struct {
	value [256]byte
	bad   [256]bool
	any   bool // whether some are bad
	err   error
}

// kernel makes the kernel that looks every byte of input 0 up.
func (t *table8) kernel(p *prep) kernel {
	in, out := p.in(0), p.out(0)
	n := in.Elems()
	return parallel{blocks(n), func(lo, hi, _ int) error {
		from, to := eachBlock(lo, hi, n)
		x, y := in.Data[from:to], out.Data[from:to]
		for i, v := range x {
			y[i] = t.value[v]
		}
		if t.any {
			return t.check(x)
		}
		return nil
	}}
}

func (t *table8) check(x []byte) error {
	for _, v := range x {
		if t.bad[v] {
			return t.err
		}
	}
	return nil
}

// newTable8 fills a table: f maps each value of the input's type to one of the output's.
// A nil error means defined; the table keeps the last error of f.
func newTable8(in, out *value, f func(q int32) (int32, error)) *table8 {
	var t table8
	ilo, ihi := intRange(in.Type)
	olo, ohi := intRange(out.Type)
	for q := ilo; q <= ihi; q++ {
		v, err := f(q)
		if err != nil {
			t.bad[byte(q)], t.any, t.err = true, true, err
			continue
		}
		t.value[byte(q)] = byte(min(max(v, olo), ohi))
	}
	return &t
}

// requantized makes the kernel of a function from a quantized type to the same, whose
// values are in its range: a table for bytes, computed for int16, whose zero points have
// to be 0.
func requantized(p *prep, f func(int32) int32) (kernel, error) {
	in, out := p.in(0), p.out(0)
	if in.Type != graph.Int16 {
		return newTable8(in, out, func(v int32) (int32, error) { return f(v), nil }).kernel(p), nil
	}
	return unary(p, func(x int16) int16 { return int16(f(int32(x))) }), unshifted(in, out)
}

// functionTable tabulates a real function of a quantized number, of a byte as TFLite's
// LUTPopulate (internal/common.h) does: in float32 throughout, halves away from zero.
func functionTable(p *prep, f func(float32) float32) (kernel, error) {
	in, out := p.in(0), p.out(0)
	if in.Type == graph.Int16 {
		return functionTable16(p, f)
	}
	q, err := affines(in, out)
	if err != nil {
		return nil, err
	}
	inverse := 1 / q[1].scale
	return newTable8(in, out, func(v int32) (int32, error) {
		y := f(q[0].scale * float32(v-q[0].zero))
		return saturate32(roundFloat(y*inverse) + float32(q[1].zero)), nil
	}).kernel(p), nil
}
