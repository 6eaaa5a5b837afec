package kernel

import (
	"math"
	"unsafe"

	"edged/internal/cpu"
)

// storer stores sums with vector instructions, eight channels at a time. Where their
// number is no multiple of eight, the last eight are a block of their own, which overlaps
// the one before.
type storer struct {
	fixed []fixed8
	real  []real8
	args  storeArgs
	count int // channels
}

// fixed8 is what storeFixedAVX2 reads of eight channels. Products are of 64 bits: those of
// even channels come first, where two are given. Sums of products and add are not negative.
type fixed8 struct {
	bias     [8]int32
	mantissa [2][8]int32 // [0][2k] and [1][2k] are channels 2k and 2k+1
	add      [2][4]int64 // what rounds products that are not negative, and 2^62
	negative [2][4]int64 // and those that are
	shift    [2][4]int64
	zero     [8]int32 // the output's zero point, less what is left of 2^62
}

// real8 is what storeRealAVX2 reads of eight channels.
type real8 struct {
	bias  [8]int32
	scale [8]float64
}

// storeArgs are the rest of what they read. Bytes of uint8 outputs are stored as int8 ones
// 128 lower until the last step, which flips them.
type storeArgs struct {
	dst       [4]unsafe.Pointer
	acc       [4]unsafe.Pointer
	add       [4]int32
	low, high uint32 // four times the same int8
	flip      uint32
	zero      int32
	real      [2]float64 // low and high less the zero point
}

// For makes the Output use the features of a processor, and returns it.
func (o *Output) For(f cpu.Features) *Output {
	n := len(o.channels) + len(o.real)
	if !f.AVX2 || n < 8 || o.left {
		return o
	}
	s := &storer{count: n}
	shift := int32(0)
	if o.High > math.MaxInt8 {
		shift, s.args.flip = 128, 0x80808080
	}
	s.args.low, s.args.high = four(o.Low-shift), four(o.High-shift)
	if o.real != nil {
		if !finite(o.real) {
			return o
		}
		s.args.zero = o.ZeroPoint - shift
		s.args.real = [2]float64{float64(o.Low - o.ZeroPoint), float64(o.High - o.ZeroPoint)}
		for at := range blocks8(n) {
			s.real = append(s.real, real8{[8]int32(o.bias[at:]), [8]float64(o.real[at:])})
		}
	} else {
		for at := range blocks8(n) {
			s.fixed = append(s.fixed, newFixed8((*[8]channel)(o.channels[at:]), o.ZeroPoint-shift))
		}
	}
	o.vector = s
	return o
}

// four returns a byte four times.
func four(x int32) uint32 { return uint32(uint8(x)) * 0x01010101 }

func finite(x []float64) bool {
	for _, v := range x {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return false
		}
	}
	return true
}

// blocks8 yields where blocks of eight of n channels start.
func blocks8(n int) func(func(int) bool) {
	return func(yield func(int) bool) {
		for at := 0; at < n; at += 8 {
			if !yield(min(at, n-8)) {
				return
			}
		}
	}
}

// newFixed8 turns channel.scale's two steps into one: with the product p,
//
//	n := (p + 1<<30) >> 31
//	y := (n + half + n>>63&sign) >> right
//
// is (p + 1<<30 + half<<31 - c) >> (31+right) with c = 1<<31 where p is negative and sign
// is set, or else 0: n is negative where p is, or 0, and then both are 0.
func newFixed8(q *[8]channel, zero int32) (f fixed8) {
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

// storeRows stores n rows of sums, and reports whether it did.
func (o *Output) storeRows(dst []byte, stride int, acc []int32, accStride, n int, add []int32) bool {
	if o.vector == nil {
		return false
	}
	s := *o.vector
	whole, rest := s.count/8, s.count%8
	_, _ = dst[(n-1)*stride+s.count-1], acc[(n-1)*accStride+s.count-1]
	for i := 0; i < n; i += 4 {
		for k := range 4 {
			row := min(i+k, n-1)
			s.args.dst[k] = unsafe.Pointer(&dst[row*stride])
			s.args.acc[k] = unsafe.Pointer(&acc[row*accStride])
			if add != nil {
				s.args.add[k] = add[row]
			}
		}
		s.store(0, whole)
		if rest == 0 {
			continue
		}
		for k := range 4 {
			row := min(i+k, n-1)
			s.args.dst[k] = unsafe.Pointer(&dst[row*stride+s.count-8])
			s.args.acc[k] = unsafe.Pointer(&acc[row*accStride+s.count-8])
		}
		s.store(whole, 1)
	}
	return true
}

func (s *storer) store(from, blocks int) {
	if s.real != nil {
		storeRealAVX2(&s.args, &s.real[from], blocks, int(unsafe.Sizeof(real8{})))
	} else {
		storeFixedAVX2(&s.args, &s.fixed[from], blocks, int(unsafe.Sizeof(fixed8{})))
	}
}

// uniform stores multiples of 32 sums, all with the first block's channels, and returns how
// many.
func (o *Output) uniform(dst []byte, acc []int32) int {
	n := len(dst) / 32 * 8
	if o.vector == nil || n == 0 {
		return 0
	}
	s := *o.vector
	acc = acc[:4*n]
	for k := range 4 {
		s.args.dst[k] = unsafe.Pointer(&dst[k*n])
		s.args.acc[k] = unsafe.Pointer(&acc[k*n])
	}
	storeFixedAVX2(&s.args, &s.fixed[0], n/8, 0)
	return 4 * n
}

// storeFixedAVX2 does for four rows and each of blocks*8 channels what Output.store does;
// step is the distance of the q of two blocks in bytes.
//
//	for r := range 4 {
//		for c := range blocks * 8 {
//			dst[r][c] = byte(min(max(int32(q[c].scale(acc[r][c]+add[r]+q[c].bias))+zero, low), high)) ^ flip
//		}
//	}
//
//go:noescape
func storeFixedAVX2(args *storeArgs, q *fixed8, blocks, step int)

// storeRealAVX2 does for four rows and each of blocks*8 channels what Output.storeReal
// does, clamping before it rounds.
//
//	for r := range 4 {
//		for c := range blocks * 8 {
//			y := float64(acc[r][c]+add[r]+q[c].bias) * q[c].scale
//			dst[r][c] = byte(int32(math.Round(min(max(y, real[0]), real[1])))+zero) ^ flip
//		}
//	}
//
//go:noescape
func storeRealAVX2(args *storeArgs, q *real8, blocks, step int)
