package image

import "math"

// sampler holds, for one axis, the two source positions of each target position and the
// weight of the second.
type sampler struct {
	source int // length of the source axis the tables are for
	lo, hi []int
	frac   []float32
}

// prepare computes the tables for target positions along an axis of that length, with
// half-pixel centres (ResizeBilinear in TFLite's reference kernels, single precision
// throughout). At the first positions frac is negative and lo == hi; that is what the
// kernel does, and it makes no difference but in the last bit. Beyond 2^23 positions
// single precision could step past the end, hence the outer min.
func (s *sampler) prepare(source, target int) {
	if s.source == source && len(s.lo) == target {
		return
	}
	s.source = source
	s.lo, s.hi, s.frac = make([]int, target), make([]int, target), make([]float32, target)
	scale := float32(source) / float32(target)
	for i := range target {
		at := float32((float32(i)+0.5)*scale) - 0.5
		s.lo[i] = min(max(int(math.Floor(float64(at))), 0), source-1)
		s.hi[i] = min(int(math.Ceil(float64(at))), source-1)
		s.frac[i] = at - float32(s.lo[i])
	}
}

// bilinear resizes pictures to one size.
type bilinear struct {
	x, y     sampler
	channels int // 3, or 1 for luma
}

// row computes a row of the resized picture, channels interleaved, as values from 0 to
// 255 (float32 rounding can exceed these in the last bit).
func (r *bilinear) row(dst []float32, p rows, y int) {
	top, bottom := p.row(r.y.lo[y]), p.row(r.y.hi[y])
	fy := r.y.frac[y]
	if r.channels == 1 {
		for x, fx := range r.x.frac {
			l, h := 3*r.x.lo[x], 3*r.x.hi[x]
			dst[x] = mix(luma(top[l:]), luma(bottom[l:]), luma(top[h:]), luma(bottom[h:]), fx, fy)
		}
		return
	}
	for x, fx := range r.x.frac {
		l, h := 3*r.x.lo[x], 3*r.x.hi[x]
		tl, bl, tr, br := top[l:l+3], bottom[l:l+3], top[h:h+3], bottom[h:h+3]
		for c := range 3 {
			dst[3*x+c] = mix(float32(tl[c]), float32(bl[c]), float32(tr[c]), float32(br[c]), fx, fy)
		}
	}
}

// mix weighs the four neighbours in the order and precision of TFLite's kernel. The
// conversions keep the compiler from fusing multiplications into additions.
func mix(tl, bl, tr, br, fx, fy float32) float32 {
	gx, gy := 1-fx, 1-fy
	sum := float32(float32(tl*gy)*gx) + float32(float32(bl*fy)*gx)
	sum += float32(float32(tr*gy) * fx)
	return sum + float32(float32(br*fy)*fx)
}

// luma is ITU-R BT.601's, in 16-bit fixed point, rounded.
func luma(rgb []uint8) float32 {
	return float32((19595*uint32(rgb[0]) + 38470*uint32(rgb[1]) + 7471*uint32(rgb[2]) + 1<<15) >> 16)
}
