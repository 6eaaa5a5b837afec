package reference

import loop "edged/internal/kernel"

// windows finds the cells under a window for kernels that take a table of pointers to
// them. Pixels of one row whose windows lie between the left and the right edge of the
// image have tables that differ by a step alone: they are computed together.
type windows[T number] struct {
	*spatial
	tables [][]*T // one for each worker
	pad    *value // a row of what stands outside the image
	beyond T      // an element of it
	most   int    // pixels computed together
	lo, hi int    // columns of the output whose windows meet neither edge
}

// windowSums is how many sums should be computed together: they stay in the first-level
// cache until they are stored.
const windowSums = 4096

func newWindows[T number](p *prep, s *spatial, beyond T) windows[T] {
	w := windows[T]{spatial: s, beyond: beyond, pad: p.scratch(p.in(0).Type, s.inW*s.inC)}
	for range p.threads {
		w.tables = append(w.tables, make([]*T, loop.TableLen(s.taps())))
	}
	w.lo = min((s.padLeft+s.strideW-1)/s.strideW, s.outW)
	if room := s.inW - 1 - (s.filterW-1)*s.dilationW + s.padLeft; room >= 0 {
		w.hi = min(room/s.strideW+1, s.outW)
	}
	w.most = max(1, min(w.hi-w.lo, windowSums/max(s.inC, 1)))
	return w
}

// prepare fills in what stands outside the image.
func (w *windows[T]) prepare() {
	pad := view[T](w.pad)
	for i := range pad {
		pad[i] = w.beyond
	}
}

// at fills in the table for an output pixel and returns for how many pixels from it on it
// is good, each one step of strideW*inC elements after the other.
func (w *windows[T]) at(table []*T, src []T, pixel int) int {
	pad := view[T](w.pad)
	n, y, x := w.origin(pixel)
	column := pixel % w.outW
	inside := column >= w.lo && column < w.hi
	t := 0
	for range w.filterH {
		row := pad
		if y >= 0 && y < w.inH {
			row = src[(n*w.inH+y)*w.inW*w.inC:][:w.inW*w.inC]
		}
		y += w.dilationH
		at := x
		for range w.filterW {
			if at >= 0 && at < w.inW {
				table[t] = &row[at*w.inC]
			} else {
				table[t] = &pad[0]
			}
			at, t = at+w.dilationW, t+1
		}
	}
	if inside {
		return min(w.most, w.hi-column)
	}
	return 1
}
