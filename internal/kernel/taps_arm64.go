package kernel

import (
	"math"
	"unsafe"

	"edged/internal/cpu"
)

// tapsVector are weights for NEON, in blocks of channels: int8 of nine taps where that
// goes, else int16. Where blocks do not divide the channels, the last one overlaps the one
// before.
type tapsVector struct {
	channels, taps int
	wide           []int16
	narrow         []int8
	fits           bool // store is for narrow
	args           tapsArgs
	stores         tapsArgs // of store
}

// tapsArgs is what the kernels read. Strides are in bytes.
type tapsArgs struct {
	x        unsafe.Pointer // table of pointers to taps
	taps     int
	step     int // of x from one pixel to the next
	n        int // pixels
	out      unsafe.Pointer
	stride   int
	weights  unsafe.Pointer
	quant    *int32
	blocks   int
	lastBack int
	mode     int
	unsigned int
	limits   [64]uint8
}

const narrowBlock, wideBlock = 16, 8

func newTapsVector(w []int16, channels int, f cpu.Features) *tapsVector {
	if !f.NEON || channels < wideBlock {
		return nil
	}
	v := &tapsVector{channels: channels, taps: len(w) / channels}
	v.wide = blocksOfTaps(w, channels, wideBlock)
	v.args = tapsArgs{taps: v.taps, weights: unsafe.Pointer(&v.wide[0]), stride: 4 * channels}
	v.args.setBlocks(channels, wideBlock)
	if v.taps == 9 && channels >= narrowBlock && fitBytes(w, channels) {
		for _, x := range blocksOfTaps(w, channels, narrowBlock) {
			v.narrow = append(v.narrow, int8(x))
		}
	}
	return v
}

func (a *tapsArgs) setBlocks(channels, block int) {
	a.blocks = (channels + block - 1) / block
	a.lastBack = a.blocks*block - channels
}

// blocksOfTaps returns the weights block by block, in each tap by tap.
func blocksOfTaps(w []int16, channels, block int) []int16 {
	var out []int16
	for from := 0; from < channels; from += block {
		from := min(from, channels-block)
		for t := 0; t < len(w); t += channels {
			out = append(out, w[t+from:t+from+block]...)
		}
	}
	return out
}

// fitBytes reports whether weights are int8 and the products of two neighbouring taps,
// added, fit 16 bits.
func fitBytes(w []int16, channels int) bool {
	for i, v := range w {
		if v < -128 || v > 127 {
			return false
		}
		if v == -128 && i+channels < len(w) && w[i+channels] == -128 {
			return false
		}
	}
	return true
}

func (v *tapsVector) sums(acc []int32, x unsafe.Pointer, step, n int, unsigned bool) {
	a := v.args
	a.x, a.step, a.n, a.out = x, step, n, unsafe.Pointer(&acc[0])
	if unsigned {
		a.unsigned = 1
	}
	_ = acc[n*v.channels-1]
	tapsSums(&a)
}

// fuse prepares store for an Output and reports whether it can be used.
func (v *tapsVector) fuse(o *Output, unsigned bool) bool {
	mode, ok := o.inRegisters()
	if !ok || v.taps != 9 {
		return false
	}
	v.stores = v.args
	block := wideBlock
	v.fits = v.narrow != nil && !unsigned && o.High <= math.MaxInt8
	if v.fits {
		block = narrowBlock
		v.stores.weights = unsafe.Pointer(&v.narrow[0])
		v.stores.setBlocks(v.channels, block)
	}
	a := &v.stores
	a.mode, a.limits, a.stride = mode, o.limits(), v.channels
	if unsigned {
		a.unsigned = 1
	}
	quant := make([]int32, a.blocks*3*block)
	for b := range a.blocks {
		o.constants(quant[b*3*block:], min(b*block, v.channels-block), block)
	}
	a.quant = &quant[0]
	return true
}

func (v *tapsVector) store(dst []byte, x unsafe.Pointer, step, n int) {
	a := v.stores
	_ = dst[n*v.channels-1]
	a.x, a.step, a.n, a.out = x, step, n, unsafe.Pointer(&dst[0])
	if v.fits {
		tapsNarrow(&a)
	} else {
		tapsWide(&a)
	}
}

// tapsNarrow computes and stores the outputs of nine taps of int8 in blocks of 16
// channels, out[i][c] = output(sum over t of x[t][i*step+c] * w[t][c]).
//
//go:noescape
func tapsNarrow(a *tapsArgs)

// tapsWide is tapsNarrow for weights of int16, in blocks of eight channels.
//
//go:noescape
func tapsWide(a *tapsArgs)

// tapsSums computes sums of any number of taps in blocks of eight channels,
// out[i][c] = sum over t of x[t][i*step+c] * w[t][c].
//
//go:noescape
func tapsSums(a *tapsArgs)
