package kernel

import (
	"math"
	"unsafe"
)

// long8 is what storeLongAVX2 reads of eight channels. Products are of 64 bits: those of
// even channels come first, where two are given. Sums of products and add are not negative.
type long8 struct {
	bias     [8]int32
	mantissa [2][8]int32 // [0][2k] and [1][2k] are channels 2k and 2k+1
	add      [2][4]int64 // what rounds products that are not negative, and 2^62
	negative [2][4]int64 // and those that are
	shift    [2][4]int64
	zero     [8]int32 // the output's zero point, less what is left of 2^62
}

// newLong8 turns channel.scale's two steps into one: with the product p,
//
//	n := (p + 1<<30) >> 31
//	y := (n + half + n>>63&sign) >> right
//
// is (p + 1<<30 + half<<31 - c) >> (31+right) with c = 1<<31 where p is negative and sign
// is set, or else 0: n is negative where p is, or 0, and then both are 0.
func newLong8(q *[8]channel, zero int32) (f long8) {
	for i, c := range q {
		k, odd := i/2, i%2
		f.bias[i] = c.bias
		f.mantissa[odd][2*k] = c.mantissa
		f.add[odd][k] = 1<<62 + 1<<30 + int64(c.half)<<31
		f.negative[odd][k] = f.add[odd][k] + int64(c.sign)<<31
		f.shift[odd][k] = 31 + int64(c.right)
		f.zero[i] = zero - int32(int64(1)<<62>>f.shift[odd][k])
	}
	return f
}

// double8 is what storeDoubleAVX2, storePositiveAVX2 and storeLeftAVX2 read of eight channels; of two parts
// the first has the channels 0, 1, 4 and 5.
type double8 struct {
	bias     [8]int32      // and 2^31, modulo 2^32
	scale    [2][4]float64 // of sums
	add      [2][4]float64 // to products that are not negative
	negative [2][4]float64 // and those that are
	left     [8]int32      // shifts before all that; where there are any, bias is the bias
}

// doubleShift is the largest right shift with which newDouble8 is exact.
const doubleShift = 13

// newDouble8 is newLong8 in float64. With t the product less its scale, of which the last
// bit is 2^-(31+right), newLong8 computes the floor of t + c, and that is t + c - 1/2 +
// 2^-(32+right) rounded to nearest: no halves come up. A fused multiply-add computes it
// exactly below 2^(21-right), and monotonically above, where every output is saturated.
func newDouble8(q *[8]channel) (f double8) {
	for i, c := range q {
		part, k := i/2%2, i/4*2+i%2
		right := int(c.right)
		f.bias[i], f.left[i] = int32(uint32(c.bias)+1<<31), int32(c.left)
		f.scale[part][k] = math.Ldexp(float64(c.mantissa), -31-right)
		f.add[part][k] = math.Ldexp(1, -1-right) + math.Ldexp(float64(c.half), -right) - 0.5 + math.Ldexp(1, -32-right)
		f.negative[part][k] = f.add[part][k] + math.Ldexp(float64(c.sign), -right)
	}
	return f
}

// real8 is what storeRealAVX2 reads of eight channels.
type real8 struct {
	bias  [8]int32
	scale [8]float64
}

// float8 is what storeFloatAVX2 reads of eight channels.
type float8 struct {
	bias  [8]int32
	scale [8]float32
}

// fixed makes the runs of an Output of NewOutput. Where the least output is the zero point
// or above, sums below zero need not be rounded well.
func (s *storer) fixed(o *Output) {
	s.args.magic = roundDouble + float64(s.args.zero)
	n, long := 0, 0
	for at := range blocks8(s.count) {
		right, left := shifts((*[8]channel)(o.channels[at:]))
		if n++; right > doubleShift {
			if long++; left > 0 {
				return // no run does both
			}
		}
	}
	longs, doubles := make([]long8, 0, long), make([]double8, 0, n-long)
	kind := storeDouble
	if o.Low >= o.ZeroPoint {
		kind = storePositive
	}
	for at := range blocks8(s.count) {
		q := (*[8]channel)(o.channels[at:])
		switch right, left := shifts(q); {
		case right > doubleShift:
			push(s, storeLong, at, &longs, newLong8(q, s.args.zero))
		case left > 0:
			f := newDouble8(q)
			for i, c := range q {
				f.bias[i] = c.bias
			}
			push(s, storeLeft, at, &doubles, f)
		default:
			push(s, kind, at, &doubles, newDouble8(q))
		}
	}
}

// roundDouble is so large that a float64 sum with it has no bits for a fraction.
const roundDouble = 3 << 51

// shifts returns the largest shifts of channels.
func shifts(q *[8]channel) (right, left uint8) {
	for _, c := range q {
		right, left = max(right, c.right), max(left, c.left)
	}
	return right, left
}

// real makes the runs of an Output of NewRealOutput.
func (s *storer) real(o *Output) {
	for _, v := range o.real {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return
		}
	}
	s.args.real = [2]uint64{math.Float64bits(float64(o.Low - o.ZeroPoint)), math.Float64bits(float64(o.High - o.ZeroPoint))}
	q := make([]real8, 0, (s.count+7)/8)
	for at := range blocks8(s.count) {
		push(s, storeReal, at, &q, real8{[8]int32(o.bias[at:]), [8]float64(o.real[at:])})
	}
}

// float makes the runs of an Output of NewFloatOutput.
func (s *storer) float(o *Output) {
	for _, v := range o.float.scale {
		if v != v || math.IsInf(float64(v), 0) {
			return
		}
	}
	s.args.real = [2]uint64{uint64(math.Float32bits(o.float.lo)), uint64(math.Float32bits(o.float.hi))}
	s.args.zero = o.float.magic + o.ZeroPoint - s.args.zero
	q := make([]float8, 0, (s.count+7)/8)
	for at := range blocks8(s.count) {
		push(s, storeFloat, at, &q, float8{[8]int32(o.bias[at:]), [8]float32(o.float.scale[at:])})
	}
}

// storeLongAVX2 does for groups of four rows, or for one row where there are none, and each
// of blocks*8 channels what Output.store does. step is the distance of the q of two blocks in bytes.
//
//	for r := range groups * 4 {
//		for c := range blocks * 8 {
//			dst[r][c] = byte(min(max(int32(q[c].scale(acc[r][c]+add[r]+q[c].bias))+zero, low), high)) ^ flip
//		}
//	}
//
//go:noescape
func storeLongAVX2(args *storeArgs, q unsafe.Pointer, blocks, step int)

// storeDoubleAVX2 is storeLongAVX2 for channels that shift right by doubleShift at most.
//
//go:noescape
func storeDoubleAVX2(args *storeArgs, q unsafe.Pointer, blocks, step int)

// storeLeftAVX2 is storeDoubleAVX2 for channels that shift left first, modulo 2^32.
//
//go:noescape
func storeLeftAVX2(args *storeArgs, q unsafe.Pointer, blocks, step int)

// storePositiveAVX2 is storeDoubleAVX2 where low is not below zero.
//
//go:noescape
func storePositiveAVX2(args *storeArgs, q unsafe.Pointer, blocks, step int)

// storeRealAVX2 does for the rows of storeLongAVX2 and each of blocks*8 channels what
// Output.storeReal does, clamping before it rounds.
//
//	for r := range groups * 4 {
//		for c := range blocks * 8 {
//			y := float64(acc[r][c]+add[r]+q[c].bias) * q[c].scale
//			dst[r][c] = byte(int32(math.Round(min(max(y, real[0]), real[1])))+zero) ^ flip
//		}
//	}
//
//go:noescape
func storeRealAVX2(args *storeArgs, q unsafe.Pointer, blocks, step int)

// storeFloatAVX2 does for the rows of storeLongAVX2 and each of blocks*8 channels what
// Output.storeFloat does.
//
//	for r := range groups * 4 {
//		for c := range blocks * 8 {
//			y := float32(float32(acc[r][c]+add[r]+q[c].bias) * q[c].scale)
//			y = min(max(y, real[0]), real[1]) + roundMagic
//			dst[r][c] = byte(int32(math.Float32bits(y))-zero) ^ flip
//		}
//	}
//
//go:noescape
func storeFloatAVX2(args *storeArgs, q unsafe.Pointer, blocks, step int)
