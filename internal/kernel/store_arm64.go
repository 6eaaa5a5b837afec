package kernel

import (
	"math"
	"unsafe"

	"edged/internal/cpu"
)

// storer stores sums with NEON, eight channels at a time; where their number is no
// multiple of eight, the last block overlaps the one before.
type storer struct {
	blocks []store8
	args   storeArgs
}

// store8 are the constants of eight channels. scale is, by mode, multipliers, shifts to
// the left, shifts to the right (below 0) and masks of the sign; float32; or float64.
type store8 struct {
	bias  [8]int32
	scale [4][8]int32
}

// storeArgs is what storeNEON reads. Strides are in bytes.
type storeArgs struct {
	dst       *byte
	stride    int
	acc       *int32
	accStride int
	add       *int32 // of each row, or nil
	n         int    // rows
	q         *store8
	blocks    int
	lastBack  int // how much the last block overlaps the one before
	mode      int
	limits    [3]int32 // zero point, low, high
}

// storeInReal is the mode of Output.storeReal, storeBelowHalf inFixed where all multipliers
// are such as inRegisters wants.
const (
	storeInReal    = 2
	storeBelowHalf = 3
)

// For makes the Output use the features of a processor, and returns it.
func (o *Output) For(f cpu.Features) *Output {
	n := o.count()
	if !f.NEON || n < 8 || !finite(o.real) {
		return o
	}
	_, ok := o.inRegisters()
	if o.float != nil && !ok {
		return o
	}
	s := &storer{}
	s.args.mode = inFixed
	switch {
	case o.float != nil:
		s.args.mode = inFloat
	case o.real != nil:
		s.args.mode = storeInReal
	case ok:
		s.args.mode = storeBelowHalf
	}
	for at := 0; at < n; at += 8 {
		s.blocks = append(s.blocks, o.store8(min(at, n-8)))
	}
	s.args.q, s.args.blocks = &s.blocks[0], len(s.blocks)
	s.args.lastBack = len(s.blocks)*8 - n
	s.args.limits = [3]int32{o.ZeroPoint, o.Low, o.High}
	o.vector = s
	return o
}

func finite(x []float64) bool {
	for _, v := range x {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return false
		}
	}
	return true
}

// store8 returns the constants of the channels from one on.
func (o *Output) store8(from int) (q store8) {
	for i := range 8 {
		switch {
		case o.float != nil:
			q.bias[i], q.scale[0][i] = o.bias[from+i], int32(math.Float32bits(o.float.scale[from+i]))
		case o.real != nil:
			q.bias[i] = o.bias[from+i]
			bits := math.Float64bits(o.real[from+i])
			q.scale[i/4][i%4*2], q.scale[i/4][i%4*2+1] = int32(bits), int32(bits>>32)
		default:
			c := o.channels[from+i]
			q.bias[i], q.scale[0][i], q.scale[1][i] = c.bias, c.mantissa, int32(c.left)
			q.scale[2][i], q.scale[3][i] = -int32(c.right), c.sign
		}
	}
	return q
}

// rebias changes the biases of all blocks.
func (s *storer) rebias(bias []int32) {
	for i := range s.blocks {
		s.blocks[i].bias = [8]int32(bias[min(8*i, len(bias)-8):])
	}
}

// storeRows stores n rows of sums, and reports whether it did.
func (o *Output) storeRows(dst []byte, stride int, acc []int32, accStride, n int, add []int32) bool {
	if o.vector == nil {
		return false
	}
	count := o.count()
	_, _ = dst[(n-1)*stride+count-1], acc[(n-1)*accStride+count-1]
	a := o.vector.args
	a.dst, a.stride, a.n = unsafe.SliceData(dst), stride, n
	a.acc, a.accStride = unsafe.SliceData(acc), accStride*4
	if add != nil {
		a.add = unsafe.SliceData(add[:n])
	}
	storeNEON(&a)
	return true
}

// uniform stores what it can of x, all with the constants of the first eight channels, and
// returns how many.
func (o *Output) uniform(dst []byte, x []int32) int {
	n := len(dst) / 8
	if n == 0 || !o.storeRows(dst, 8, x, 8, n, nil) {
		return 0
	}
	return n * 8
}

// storeNEON does for n rows and all channels what Output.Store does.
//
//go:noescape
func storeNEON(a *storeArgs)
