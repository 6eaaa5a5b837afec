package reference

import "edged/models/graph"

// buildResizeBilinearXNNPACK is buildResizeBilinear with XNNPACK's scaling of 8-bit
// pictures. It knows no align_corners together with half_pixel_centers: corners win.
func buildResizeBilinearXNNPACK(p *prep) (kernel, error) {
	r := newResizing(p)
	if p.in(0).Type != p.out(0).Type || !inXNNPACK(p.in(0), p.out(0)) || !p.in(1).constant || r.h == 0 || r.w == 0 {
		return buildResizeBilinear(p)
	}
	ys, xs := r.tapsXNNPACK(r.h, r.oh), r.tapsXNNPACK(r.w, r.ow)
	if p.in(0).Type == graph.Int8 {
		return resizeXNNPACK[int8](p, r, ys, xs), nil
	}
	return resizeXNNPACK[uint8](p, r, ys, xs), nil
}

// tapXNNPACK is where an output index falls between two input indices, and how far from
// the first, over 2048.
type tapXNNPACK struct{ lo, hi, frac int32 }

// tapsXNNPACK returns the taps of every output index along one side
// (xnn_indirection_init_resize_bilinear2d_hwc_q11 in indirection.c).
func (r resizing) tapsXNNPACK(in, out int) []tapXNNPACK {
	scale := r.scaleF(in, out)
	offset := float32(0)
	if r.half && !r.corner {
		offset = float32(0.5*scale) - 0.5
	}
	taps := make([]tapXNNPACK, out)
	for i := range taps {
		at := float32(float32(i)*scale) + offset
		at = min(max(at, 0), float32(in-1))
		lo := int32(at)
		taps[i] = tapXNNPACK{lo, min(lo+1, int32(in-1)), int32(roundEven((at - float32(lo)) * 2048))}
	}
	return taps
}

// resizeXNNPACK interpolates in integers of 22 fractional bits, halves up (the s8- and
// u8-ibilinear kernels).
func resizeXNNPACK[T int8 | uint8](p *prep, r resizing, ys, xs []tapXNNPACK) kernel {
	in, out := p.in(0), p.out(0)
	return parallel{r.rows(p), func(lo, hi, _ int) error {
		src, dst := view[T](in), view[T](out)
		for u := lo; u < hi; u++ {
			y := ys[u%r.oh]
			picture := u / r.oh * r.h
			top, bottom := (picture+int(y.lo))*r.w, (picture+int(y.hi))*r.w
			for x, t := range xs {
				a, b := src[(top+int(t.lo))*r.depth:][:r.depth], src[(top+int(t.hi))*r.depth:][:r.depth]
				c, d := src[(bottom+int(t.lo))*r.depth:][:r.depth], src[(bottom+int(t.hi))*r.depth:][:r.depth]
				to := dst[(u*r.ow+x)*r.depth:][:r.depth]
				for k := range to {
					up := int32(a[k])<<11 + (int32(b[k])-int32(a[k]))*t.frac
					down := int32(c[k])<<11 + (int32(d[k])-int32(c[k]))*t.frac
					to[k] = T((up<<11 + (down-up)*y.frac + 1<<21) >> 22)
				}
			}
		}
		return nil
	}}
}
