package reference

import (
	"math"

	loop "edged/internal/kernel"
	"edged/models/graph"
)

// buildResizeBilinear scales pictures: float and uint8 in float32, int8 and int16 in
// integers with ten fractional bits, as TFLite does (reference/resize_bilinear.h).
func buildResizeBilinear(p *prep) (kernel, error) {
	if p.in(0).Type != p.out(0).Type {
		return nil, p.noType()
	}
	switch p.in(0).Type {
	case graph.Float32:
		return resizeFloat(p, func(to, a, b, c, d []float32, w *[4]float32) { loop.LerpF32(to, a, b, c, d, w, p.cpu) }), nil
	case graph.UInt8:
		return resizeU8(p), nil
	case graph.Int8:
		return resizeS8(p), nil
	case graph.Int16:
		return resizeInteger[int16](p), nil
	}
	return nil, p.noType()
}

// resizing is the geometry of one operator.
type resizing struct {
	h, w, depth  int // of the input
	oh, ow       int
	half, corner bool
}

func newResizing(p *prep) resizing {
	in, out := p.in(0).Shape, p.out(0).Shape
	o := p.op.Options.(*graph.ResizeBilinearOptions)
	return resizing{in[1], in[2], in[3], out[1], out[2], o.HalfPixelCenters, o.AlignCorners}
}

// rows is the number of units, which are rows of the output.
func (r resizing) rows(p *prep) int {
	if r.depth == 0 {
		return 0
	}
	return p.out(0).Shape[0] * r.oh
}

// tapF is where an output index falls between two input indices, and how far from the
// first.
type tapF struct {
	lo, hi int
	frac   float32
}

// scaleF returns how many input steps an output step is.
func (r resizing) scaleF(in, out int) float32 {
	if r.corner && out > 1 {
		return float32(in-1) / float32(out-1)
	}
	return float32(in) / float32(out)
}

func (r resizing) tapF(i, in int, scale float32) tapF {
	at := float32(i) * scale
	if r.half {
		at = float32((float32(i)+0.5)*scale) - 0.5
	}
	lo := min(max(int(math.Floor(float64(at))), 0), in-1)
	hi := min(int(math.Ceil(float64(at))), in-1)
	return tapF{lo, max(hi, 0), at - float32(lo)}
}

// resizeFloat mixes the four pixels around each output pixel, weighted by the fractions of
// its place.
func resizeFloat[T float32 | uint8](p *prep, mix func(to, a, b, c, d []T, w *[4]float32)) kernel {
	in, out, r := p.in(0), p.out(0), newResizing(p)
	sy, sx := r.scaleF(r.h, r.oh), r.scaleF(r.w, r.ow)
	weights := make([][4]float32, p.threads)
	return parallel{r.rows(p), func(lo, hi, worker int) error {
		src, dst := view[T](in), view[T](out)
		for u := lo; u < hi; u++ {
			y := r.tapF(u%r.oh, r.h, sy)
			picture := u / r.oh * r.h
			top, bottom := (picture+y.lo)*r.w, (picture+y.hi)*r.w
			for x := range r.ow {
				t := r.tapF(x, r.w, sx)
				a, b := src[(top+t.lo)*r.depth:][:r.depth], src[(bottom+t.lo)*r.depth:][:r.depth]
				c, d := src[(top+t.hi)*r.depth:][:r.depth], src[(bottom+t.hi)*r.depth:][:r.depth]
				to := dst[(u*r.ow+x)*r.depth:][:r.depth]
				weights[worker] = [4]float32{1 - y.frac, y.frac, 1 - t.frac, t.frac}
				mix(to, a, b, c, d, &weights[worker])
			}
		}
		return nil
	}}
}

// tapI is a tapF whose fraction is an integer over 1024.
type tapI struct {
	lo, hi int
	frac   int64
}

func (r resizing) scaleI(in, out int) int64 {
	if r.corner && out > 1 {
		return (1024*int64(in-1) + int64(out-1)/2) / int64(out-1)
	}
	return (1024*int64(in) + int64(out)/2) / int64(out)
}

func (r resizing) tapI(i, in int, scale int64) tapI {
	at := int64(i) * scale
	if r.half {
		at += scale/2 - 512
	}
	lo := int(min(max(at/1024, 0), int64(in-1)))
	hi := int(min((at+1023)/1024, int64(in-1)))
	return tapI{lo, max(hi, 0), at - 1024*int64(lo)}
}

func resizeInteger[T int8 | int16](p *prep) kernel {
	in, out, r := p.in(0), p.out(0), newResizing(p)
	sy, sx := r.scaleI(r.h, r.oh), r.scaleI(r.w, r.ow)
	return parallel{r.rows(p), func(lo, hi, _ int) error {
		src, dst := view[T](in), view[T](out)
		for u := lo; u < hi; u++ {
			y := r.tapI(u%r.oh, r.h, sy)
			picture := u / r.oh * r.h
			top, bottom := (picture+y.lo)*r.w, (picture+y.hi)*r.w
			for x := range r.ow {
				t := r.tapI(x, r.w, sx)
				a, b := src[(top+t.lo)*r.depth:][:r.depth], src[(bottom+t.lo)*r.depth:][:r.depth]
				c, d := src[(top+t.hi)*r.depth:][:r.depth], src[(bottom+t.hi)*r.depth:][:r.depth]
				to := dst[(u*r.ow+x)*r.depth:][:r.depth]
				wa, wb := (1024-y.frac)*(1024-t.frac), y.frac*(1024-t.frac)
				wc, wd := (1024-y.frac)*t.frac, y.frac*t.frac
				for k := range to {
					v := int64(a[k])*wa + int64(b[k])*wb + int64(c[k])*wc + int64(d[k])*wd
					half := int64(1 << 19)
					if v <= 0 {
						half = -half
					}
					to[k] = T((v + half) / (1 << 20))
				}
			}
		}
		return nil
	}}
}
