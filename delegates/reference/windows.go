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
	lo, hi int    // columns of the output whose windows meet neither edge
}

func newWindows[T number](p *prep, s *spatial, beyond T) windows[T] {
	w := windows[T]{spatial: s, beyond: beyond, pad: p.scratch(p.in(0).Type, s.inW*s.inC)}
	for range p.threads {
		w.tables = append(w.tables, make([]*T, loop.TableLen(s.taps())))
	}
	w.lo = min((s.padLeft+s.strideW-1)/s.strideW, s.outW)
	if room := s.inW - 1 - (s.filterW-1)*s.dilationW + s.padLeft; room >= 0 {
		w.hi = min(room/s.strideW+1, s.outW)
	}
	return w
}

// prepare fills in what stands outside the image.
func (w *windows[T]) prepare() {
	pad := view[T](w.pad)
	for i := range pad {
		pad[i] = w.beyond
	}
}

// at fills in the table for an output pixel, with pointers to a channel of each cell. Where
// the window lies between the edges it returns for how many pixels from this one on the
// table is good, each one step of strideW*inC elements after the other, and 0 elsewhere.
func (w *windows[T]) at(table []*T, src []T, pixel, channel int) int {
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
				table[t] = &row[at*w.inC+channel]
			} else {
				table[t] = &pad[channel]
			}
			at, t = at+w.dilationW, t+1
		}
	}
	if inside {
		return w.hi - column
	}
	return 0
}
